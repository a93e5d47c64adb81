import { useTranslation } from 'react-i18next';
import { ETHNIC_GROUPS, MaritalStatus, NATIONALITIES, Occupation } from '../../../shared/records/person-codes.ts';
import { TYPED_ETHNIC_GROUP } from '../../../shared/records/typed-codes.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PatientPartProps } from './patient-draft.ts';

/** Who the person is besides: asked by the referral form, needed by nobody at three in the morning. */
export function BackgroundFields({ fields, set }: PatientPartProps) {
  const { t, i18n } = useTranslation();
  const country = new Intl.DisplayNames(i18n.language, { type: 'region' });
  return (
    <section>
      <h2>{t('patient.section.background')}</h2>
      <div className="form-grid">
        <Field label={t('patient.field.ethnicity')}>
          <ChoiceList
            value={fields.ethnicity}
            options={ETHNIC_GROUPS.map(value => ({
              value,
              label: t(`codes.ethnic.e${value}`),
              typed: TYPED_ETHNIC_GROUP[value],
            }))}
            onChange={ethnicity => set({ ethnicity })}
            onClear={() => set({ ethnicity: null })}
            testId="patient-ethnicity"
          />
        </Field>
        <Field label={t('patient.field.nationality')}>
          <ChoiceList
            value={fields.nationality}
            options={NATIONALITIES.map(value => ({ value, label: country.of(value) ?? value, typed: value }))}
            onChange={nationality => set({ nationality })}
            onClear={() => set({ nationality: null })}
            testId="patient-nationality"
          />
        </Field>
        <Field label={t('patient.field.maritalStatus')}>
          <ChoiceList
            value={fields.maritalStatus}
            options={MaritalStatus.options.map(value => ({ value, label: t(`patient.marital.${value}`) }))}
            onChange={maritalStatus => set({ maritalStatus })}
            onClear={() => set({ maritalStatus: null })}
            testId="patient-marital-status"
          />
        </Field>
        <Field label={t('patient.field.occupation')}>
          <ChoiceList
            value={fields.occupation}
            options={Occupation.options.map(value => ({ value, label: t(`patient.occupation.${value}`) }))}
            onChange={occupation => set({ occupation })}
            onClear={() => set({ occupation: null })}
            testId="patient-occupation"
          />
        </Field>
        <div className="form-wide">
          <Field label={t('patient.field.languageNeeds')}>
            <TextField
              value={fields.languageNeeds}
              onChange={languageNeeds => set({ languageNeeds })}
              testId="patient-languageNeeds"
            />
          </Field>
        </div>
      </div>
    </section>
  );
}
