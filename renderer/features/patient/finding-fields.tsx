import { useTranslation } from 'react-i18next';
import type { FindingCode } from '../../../shared/records/finding.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type FindingDraft, MEASURES, type MeasureCode, unreadableFindings } from './finding-draft.ts';
import { FINDING_UNITS } from './finding-text.ts';

interface FindingFieldsProps {
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
}

const GRADES = ['0', '1', '2', '3', '4'] as const;
const CHOICES = {
  ascites: ['none', 'mild', 'moderate-severe', 'unknown'],
  variceal_bleed: ['none', 'past', 'current', 'unknown'],
  infection: ['none', 'suspected', 'proven', 'unknown'],
  ventilation: ['none', 'respiratory', 'he'],
  vasopressor: ['no', 'yes'],
  rrt: ['no', 'yes'],
  dialysis: ['no', 'yes'],
} as const;
type ChoiceCode = keyof typeof CHOICES;

/** What was seen at the bedside. Nothing is chosen beforehand: what nobody looked at stays open. */
export function FindingFields({ draft, onChange }: FindingFieldsProps) {
  const { t } = useTranslation();
  const set = (code: FindingCode, text: string) => onChange({ ...draft, [code]: text });
  const unreadable = unreadableFindings(draft);

  const choice = (code: ChoiceCode) => (
    <Field key={code} label={t(`episode.finding.${code}`)} group>
      <Choice<string>
        value={draft[code] ?? null}
        options={CHOICES[code].map(value => ({ value, label: t(`episode.value.${value}`) }))}
        onChange={value => set(code, value)}
        testId={`finding-${code}`}
      />
    </Field>
  );
  const measure = (code: MeasureCode) => {
    const [low, high] = MEASURES[code];
    const unit = FINDING_UNITS[code];
    return (
      <Field
        key={code}
        label={unit ? `${t(`episode.finding.${code}`)} (${unit})` : t(`episode.finding.${code}`)}
        error={unreadable.includes(code) ? t('episode.record.outOfRange', { low, high }) : undefined}
      >
        <TextField
          value={draft[code] ?? ''}
          onChange={text => set(code, text)}
          inputMode="decimal"
          lang="en"
          width={7}
          testId={`finding-${code}`}
        />
      </Field>
    );
  };

  return (
    <div className="findings-fields">
      <Field label={t('episode.finding.he')} group hint={t('episode.he.ask')}>
        <div className="west-haven" role="radiogroup" data-testid="finding-he">
          {[...GRADES, 'not-assessable' as const].map(value => (
            <label key={value} className="choice-option">
              <input
                type="radio"
                value={String(value)}
                checked={draft.he === value}
                onChange={() => set('he', value)}
                name="west-haven"
              />
              {value === 'not-assessable' ? (
                t('episode.value.not-assessable')
              ) : (
                <span>
                  <strong>{t('episode.he.grade', { grade: value })}</strong> {t(`episode.he.${value}`)}
                </span>
              )}
            </label>
          ))}
        </div>
        {draft.he === '0' || draft.he === '1' ? <p className="note">{t('episode.he.matters')}</p> : null}
      </Field>
      <div className="findings-others">
        {choice('ascites')}
        {choice('variceal_bleed')}
        {choice('infection')}
        <div className="findings-measures">
          {measure('weight')}
          {measure('height')}
          {measure('sbp')}
          {measure('dbp')}
        </div>
      </div>
      <div className="findings-others">
        {choice('vasopressor')}
        {choice('ventilation')}
        {choice('rrt')}
        {choice('dialysis')}
        <div className="findings-measures">
          {measure('pf')}
          {measure('sf')}
        </div>
      </div>
    </div>
  );
}
