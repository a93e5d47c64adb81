import { useTranslation } from 'react-i18next';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { NoteField } from './note-field.tsx';
import { Place } from './place.tsx';
import { RecordFactsList } from './record-facts-list.tsx';
import type { StepProps } from './step-props.ts';

/** The clinical letter of the national form (groups 22–30), with the person beside it. */
export function StepLetter({ form, onChange, prefill, ...record }: StepProps) {
  const { t } = useTranslation();
  const shared = { form, onChange, prefill };
  return (
    <>
      <Place name="impression">
        <div className="referral-impression">
          <Field label={t('referral.field.impression')} required>
            <TextField
              value={form.impression.text}
              onChange={text => onChange({ impression: { ...form.impression, text } })}
              lines={2}
              testId="referral-impression"
            />
          </Field>
          <Field label={t('referral.field.icd10')}>
            <TextField
              value={form.impression.icd10}
              onChange={icd10 => onChange({ impression: { ...form.impression, icd10 } })}
              lang="en"
            />
          </Field>
        </div>
      </Place>
      <NoteField {...shared} name="chiefComplaint" lines={2} />
      <NoteField {...shared} name="presentIllness" lines={4} />
      <NoteField {...shared} name="pastHistory" lines={2} hint={t('referral.hint.none')} />
      <NoteField {...shared} name="treatmentSoFar" lines={3} hint={t('referral.hint.none')} />
      <NoteField {...shared} name="presentState" lines={2} />
      <NoteField {...shared} name="purpose" lines={2} />
      <RecordFactsList {...record} step="letter" />
    </>
  );
}
