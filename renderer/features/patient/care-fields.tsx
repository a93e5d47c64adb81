import { useTranslation } from 'react-i18next';
import { InsuranceKind, RemoteInsurance } from '../../../shared/records/patient.ts';
import { Choice, ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PatientPartProps } from './patient-draft.ts';

const ALLERGY = ['no', 'yes', 'unknown'] as const;
const NUMBERS = ['inpatient', 'outpatient', 'record'] as const;

/** Hospital numbers, allergies and who pays. */
export function CareFields({ fields, set }: PatientPartProps) {
  const { t } = useTranslation();
  return (
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
          <div className="form-wide">
            <Field label={t('patient.field.allergyText')} required>
              <TextField
                value={fields.allergy.text}
                onChange={text => set({ allergy: { ...fields.allergy, text } })}
                testId="patient-allergy-text"
              />
            </Field>
          </div>
        ) : null}
      </div>
      <div className="form-grid form-grid-next">
        <Field label={t('patient.field.insurance')}>
          <ChoiceList
            value={fields.insurance}
            options={InsuranceKind.options.map(value => ({ value, label: t(`patient.insurance.${value}`) }))}
            onChange={insurance => set({ insurance })}
            testId="patient-insurance"
          />
        </Field>
        <Field label={t('patient.field.insuranceNumber')}>
          <TextField
            value={fields.insuranceNumber}
            onChange={insuranceNumber => set({ insuranceNumber })}
            lang="en"
            testId="patient-insurance-number"
          />
        </Field>
        <Field label={t('patient.field.remoteInsurance')} group>
          <Choice
            value={fields.remoteInsurance}
            options={RemoteInsurance.options.map(value => ({ value, label: t(`patient.remoteInsurance.${value}`) }))}
            onChange={remoteInsurance => set({ remoteInsurance })}
          />
        </Field>
      </div>
    </section>
  );
}
