import { useTranslation } from 'react-i18next';
import { IdentityStatus, InsuranceKind, type PatientFields } from '../../../shared/records/patient.ts';
import type { Day } from '../../../shared/records/time.ts';
import { Choice, ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DayField } from '../../ui/time-field.tsx';
import { IdentityField } from './identity-field.tsx';
import { type PatientDraft, patientLacks } from './patient-draft.ts';
import '../../ui/forms.css';

interface PatientFormProps {
  draft: PatientDraft;
  today: Day;
  onChange(next: PatientDraft): void;
}

type PlainField = 'phone' | 'address' | 'ethnicity' | 'languageNeeds';
const SEXES = ['male', 'female', 'unknown', 'not-stated'] as const;
const ALLERGY = ['no', 'yes', 'unknown'] as const;
const NUMBERS = ['inpatient', 'outpatient', 'record'] as const;

/** Everything about the person, on one sheet: who it is, how to reach them, what care must know. */
export function PatientForm({ draft, today, onChange }: PatientFormProps) {
  const { t } = useTranslation();
  const { fields } = draft;
  const set = (change: Partial<PatientFields>) => onChange({ ...draft, fields: { ...fields, ...change } });
  const lacks = patientLacks(draft);

  const plain = (name: PlainField, hint?: string) => (
    <Field label={t(`patient.field.${name}`)} hint={hint}>
      <TextField value={fields[name]} onChange={text => set({ [name]: text })} testId={`patient-${name}`} />
    </Field>
  );

  return (
    <div className="form-sheet">
      <section>
        <h2>{t('patient.section.identity')}</h2>
        <div className="form-grid">
          <Field label={t('patient.field.name')} required>
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
            <Field label={t('patient.field.birthDate')}>
              <DayField
                value={fields.birthDate}
                onChange={birthDate => set({ birthDate })}
                testId="patient-birth-date"
              />
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
            />
          </Field>
        </div>
      </section>
      <section>
        <h2>{t('patient.section.care')}</h2>
        <div className="form-grid">
          {NUMBERS.map(name => (
            <Field
              key={name}
              label={t(`patient.field.${name}`)}
              hint={name === 'inpatient' ? t('patient.hint.hospitalNumbers') : undefined}
            >
              <TextField
                value={fields.hospitalNumbers[name]}
                onChange={text => set({ hospitalNumbers: { ...fields.hospitalNumbers, [name]: text } })}
                lang="en"
                testId={`patient-number-${name}`}
              />
            </Field>
          ))}
          <Field label={t('patient.field.allergy')} group required>
            <Choice
              value={fields.allergy.state}
              options={ALLERGY.map(value => ({ value, label: t(`patient.allergy.${value}`) }))}
              onChange={state => set({ allergy: { ...fields.allergy, state } })}
              testId="patient-allergy"
            />
          </Field>
          {fields.allergy.state === 'yes' ? (
            <Field label={t('patient.field.allergyText')} required>
              <TextField
                value={fields.allergy.text}
                onChange={text => set({ allergy: { ...fields.allergy, text } })}
                testId="patient-allergy-text"
              />
            </Field>
          ) : null}
          <Field label={t('patient.field.insurance')}>
            <ChoiceList
              value={fields.insurance}
              options={InsuranceKind.options.map(value => ({ value, label: t(`patient.insurance.${value}`) }))}
              onChange={insurance => set({ insurance })}
              testId="patient-insurance"
            />
          </Field>
        </div>
      </section>
      <section>
        <h2>{t('patient.section.contact')}</h2>
        <div className="form-grid">
          {plain('phone', t('patient.hint.phone'))}
          <div className="form-pair">
            <Field label={t('patient.field.contactName')}>
              <TextField
                value={fields.contact.name}
                onChange={name => set({ contact: { ...fields.contact, name } })}
                testId="contact-name"
              />
            </Field>
            <Field label={t('patient.field.contactRelation')}>
              <TextField
                value={fields.contact.relation}
                onChange={relation => set({ contact: { ...fields.contact, relation } })}
                testId="contact-relation"
              />
            </Field>
          </div>
          <Field label={t('patient.field.contactPhone')}>
            <TextField
              value={fields.contact.phone}
              onChange={phone => set({ contact: { ...fields.contact, phone } })}
              lang="en"
              testId="contact-phone"
            />
          </Field>
          <div className="form-wide">{plain('address')}</div>
          {plain('ethnicity')}
          {plain('languageNeeds')}
        </div>
      </section>
    </div>
  );
}
