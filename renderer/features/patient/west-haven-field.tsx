import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import type { FindingDraft } from './finding-draft.ts';

const GRADES = ['0', '1', '2', '3', '4', 'not-assessable'] as const;

interface WestHavenFieldProps {
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
}

/** The grade of encephalopathy, with what to ask and to see for each beside its choice. */
export function WestHavenField({ draft, onChange }: WestHavenFieldProps) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <Field label={t('episode.finding.he')} group>
      <p className="note">{t('episode.he.ask')}</p>
      <div className="west-haven" role="radiogroup" data-testid="finding-he">
        {GRADES.map(grade => (
          <label key={grade} className="choice-option">
            <input
              type="radio"
              value={grade}
              checked={draft.he === grade}
              onChange={() => onChange({ ...draft, he: grade })}
              name={name}
            />
            <span>
              {grade === 'not-assessable' ? (
                <strong>{t('episode.value.not-assessable')}</strong>
              ) : (
                <>
                  <strong>{t('episode.he.grade', { grade })}</strong> {t(`episode.he.${grade}`)}
                </>
              )}
              <span className="note west-haven-prompt">{t(`episode.he.prompt.${grade}`)}</span>
            </span>
          </label>
        ))}
      </div>
      {draft.he === '0' || draft.he === '1' ? <p className="note">{t('episode.he.matters')}</p> : null}
    </Field>
  );
}
