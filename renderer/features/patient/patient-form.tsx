import { useTranslation } from 'react-i18next';
import { birthDateDoubt } from '../../../shared/records/identity-number.ts';
import { IdentityStatus, type PatientFields } from '../../../shared/records/patient.ts';
import type { Day } from '../../../shared/records/time.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/time-field.tsx';
import { BackgroundFields } from './background-fields.tsx';
import { CareFields } from './care-fields.tsx';
import { ContactFields } from './contact-fields.tsx';
import { IdentityField } from './identity-field.tsx';
import { type PatientDraft, patientLacks } from './patient-draft.ts';
import '../../ui/forms.css';

interface PatientFormProps {
  draft: PatientDraft;
  today: Day;
  onChange(next: PatientDraft): void;
  /** Only this part of the sheet. */
  only?: PatientPart | undefined;
}

export type PatientPart = 'identity' | 'care' | 'contact' | 'background';

const SEXES = ['male', 'female', 'unknown', 'not-stated'] as const;

/** Everything about the person, on one sheet: who it is, how to reach them, what care must know. */
export function PatientForm({ draft, today, onChange, only }: PatientFormProps) {
  const { fields } = draft;
  const set = (change: Partial<PatientFields>) => onChange({ ...draft, fields: { ...fields, ...change } });
  const shows = (part: PatientPart) => only === undefined || only === part;
  return (
    <div className="form-sheet">
      {shows('identity') ? <IdentityFields draft={draft} today={today} onChange={onChange} /> : null}
      {shows('care') ? <CareFields fields={fields} set={set} /> : null}
      {shows('contact') ? <ContactFields fields={fields} set={set} /> : null}
      {shows('background') ? <BackgroundFields fields={fields} set={set} /> : null}
    </div>
  );
}

function IdentityFields({ draft, today, onChange }: PatientFormProps) {
  const { t } = useTranslation();
  const { fields } = draft;
  const set = (change: Partial<PatientFields>) => onChange({ ...draft, fields: { ...fields, ...change } });
  const lacks = patientLacks(draft);
  const doubt = birthDateDoubt(fields.birthDate, today);

  return (
    <section>
      <h2>{t('patient.section.identity')}</h2>
      <div className="form-grid">
        <Field
          label={t('patient.field.name')}
          required
          error={lacks.includes('nameLength') ? t('patient.need.nameLength') : undefined}
        >
          <TextField value={fields.name} onChange={name => set({ name })} autoFocus testId="patient-name" />
        </Field>
        <Field label={t('patient.field.sex')} group required>
          <Choice
            value={fields.sex}
            options={SEXES.map(value => ({ value, label: t(`patient.sex.${value}`) }))}
            onChange={sex => set({ sex })}
            testId="patient-sex"
          />
        </Field>
        <div className="form-pair">
          <Field
            label={t('patient.field.birthDate')}
            error={doubt === null ? undefined : t(`patient.birthDateDoubt.${doubt}`)}
          >
            <DayField value={fields.birthDate} onChange={birthDate => set({ birthDate })} testId="patient-birth-date" />
          </Field>
          <Field
            label={t('patient.field.estimatedAge')}
            error={lacks.includes('age') ? t('patient.need.age') : undefined}
          >
            <TextField
              value={fields.birthDate === null ? draft.ageText : ''}
              onChange={ageText => onChange({ ...draft, ageText })}
              readOnly={fields.birthDate !== null}
              inputMode="numeric"
              lang="en"
              width={5}
              testId="patient-age"
            />
          </Field>
        </div>
        <IdentityField draft={draft} today={today} onChange={onChange} />
        <Field label={t('patient.field.identityStatus')} group>
          <Choice
            value={fields.identityStatus}
            options={IdentityStatus.options.map(value => ({ value, label: t(`patient.identityStatus.${value}`) }))}
            onChange={identityStatus => set({ identityStatus })}
            testId="identity-status"
          />
        </Field>
      </div>
    </section>
  );
}
