import { useTranslation } from 'react-i18next';
import { type FindingCode, INFECTION_SITES } from '../../../shared/records/finding.ts';
import { Day, Instant } from '../../../shared/records/time.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField, TimeField } from '../../ui/time-field.tsx';
import { CountedField } from './counted-field.tsx';
import { draftedList, type FindingDraft, isMeasure, listText } from './finding-draft.ts';
import { type FindingAbout, knownBody, stageEvidence } from './finding-evidence.ts';
import { MeasureField } from './measure-field.tsx';
import { DryWeightField } from './weight-fields.tsx';
import { WestHavenField } from './west-haven-field.tsx';

const CHOICES = {
  ascites: ['none', 'mild', 'moderate-severe', 'unknown'],
  variceal_bleed: ['none', 'past', 'current', 'unknown'],
  infection: ['none', 'suspected', 'proven', 'unknown'],
  ventilation: ['none', 'respiratory', 'he'],
  vasopressor: ['no', 'yes'],
  rrt: ['no', 'yes'],
  dialysis: ['no', 'yes'],
} as const;
export type ChoiceCode = keyof typeof CHOICES;
const isChoice = (code: FindingCode): code is ChoiceCode => Object.hasOwn(CHOICES, code);

/** The time of another bleed is asked anew: a moment for this one, a day for an earlier one. */
const NO_BLEED_TIME: FindingDraft = { variceal_bleed_at: '' };

interface FindingFieldProps {
  code: FindingCode;
  draft: FindingDraft;
  onChange(next: FindingDraft): void;
  about: FindingAbout;
}

/** The question of one finding, whatever its kind: the same for a first look and for a correction. */
export function FindingField({ code, draft, onChange, about }: FindingFieldProps) {
  const { t } = useTranslation();
  const props = { draft, onChange };
  const set = (text: string) => onChange({ ...draft, [code]: text });
  if (isMeasure(code)) return <MeasureField code={code} known={knownBody(about)} {...props} />;
  if (isChoice(code))
    return (
      <Field label={t(`episode.finding.${code}`)} group>
        <Choice<string>
          value={draft[code] ?? null}
          options={CHOICES[code].map(value => ({ value, label: t(`episode.value.${value}`) }))}
          onChange={value => onChange({ ...draft, ...(code === 'variceal_bleed' ? NO_BLEED_TIME : {}), [code]: value })}
          testId={`finding-${code}`}
        />
      </Field>
    );
  switch (code) {
    case 'he':
      return <WestHavenField {...props} />;
    case 'dry_weight':
      return <DryWeightField known={knownBody(about)} {...props} />;
    case 'complications':
    case 'extrahepatic_of':
      return <CountedField code={code} evidence={stageEvidence(about, draft)[code]} {...props} />;
    case 'variceal_bleed_at':
      return <BleedTimeField {...props} />;
    case 'infection_sites':
      return (
        <Field label={t('episode.finding.infection_sites')} group>
          <CheckList
            values={INFECTION_SITES.filter(site => draftedList(draft.infection_sites)?.includes(site))}
            options={INFECTION_SITES.map(value => ({ value, label: t(`episode.site.${value}`) }))}
            onChange={sites => set(listText(sites))}
            testId="finding-infection_sites"
          />
        </Field>
      );
    case 'vasopressor_drug':
      return (
        <Field label={t('episode.finding.vasopressor_drug')} hint={t('episode.hint.vasopressorDrug')}>
          <TextField value={draft.vasopressor_drug ?? ''} onChange={set} testId="finding-vasopressor_drug" />
        </Field>
      );
  }
}

/** This bleed has a time; of an earlier one the day is enough. A text that is neither stays and is asked about. */
function BleedTimeField({ draft, onChange }: Pick<FindingFieldProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const text = draft.variceal_bleed_at ?? '';
  const take = (value: string | null, typed: string) => onChange({ ...draft, variceal_bleed_at: value ?? typed });
  const isDay = draft.variceal_bleed === 'past' || (draft.variceal_bleed !== 'current' && Day.safeParse(text).success);
  return (
    <Field label={t('episode.finding.variceal_bleed_at')}>
      {isDay ? (
        <DayField
          value={Day.safeParse(text).success ? text : null}
          onChange={take}
          testId="finding-variceal_bleed_at"
        />
      ) : (
        <TimeField
          value={Instant.safeParse(text).success ? text : null}
          onChange={take}
          testId="finding-variceal_bleed_at"
        />
      )}
    </Field>
  );
}
