import { useTranslation } from 'react-i18next';
import { PROVINCES } from '../../../shared/records/person-codes.ts';
import { TYPED_REGION } from '../../../shared/records/typed-codes.ts';
import { ChoiceList } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { PatientPartProps } from './patient-draft.ts';

const PLACES = [
  { region: 'region', address: 'address' },
  { region: 'registeredRegion', address: 'registeredAddress' },
] as const;

/** How to reach the patient and who stands by them, and where they live. */
export function ContactFields({ fields, set }: PatientPartProps) {
  const { t } = useTranslation();
  const { contact } = fields;
  const provinces = PROVINCES.map(value => ({
    value,
    label: t(`codes.region.r${value}`),
    typed: TYPED_REGION[value],
  }));
  return (
    <section>
      <h2>{t('patient.section.contact')}</h2>
      <div className="form-grid">
        <Field label={t('patient.field.phone')} hint={t('patient.hint.phone')}>
          <TextField value={fields.phone} onChange={phone => set({ phone })} lang="en" testId="patient-phone" />
        </Field>
        <div className="form-pair">
          <Field label={t('patient.field.contactName')}>
            <TextField
              value={contact.name}
              onChange={name => set({ contact: { ...contact, name } })}
              testId="contact-name"
            />
          </Field>
          <Field label={t('patient.field.contactRelation')}>
            <TextField
              value={contact.relation}
              onChange={relation => set({ contact: { ...contact, relation } })}
              testId="contact-relation"
            />
          </Field>
        </div>
        <Field label={t('patient.field.contactPhone')}>
          <TextField
            value={contact.phone}
            onChange={phone => set({ contact: { ...contact, phone } })}
            lang="en"
            testId="contact-phone"
          />
        </Field>
        {PLACES.map(({ region, address }) => (
          <div className="form-place" key={region}>
            <Field label={t(`patient.field.${region}`)}>
              <ChoiceList
                value={fields[region]}
                options={provinces}
                onChange={value => set({ [region]: value })}
                onClear={() => set({ [region]: null })}
                testId={`patient-${region}`}
              />
            </Field>
            <Field label={t(`patient.field.${address}`)}>
              <TextField
                value={fields[address]}
                onChange={text => set({ [address]: text })}
                testId={`patient-${address}`}
              />
            </Field>
          </div>
        ))}
      </div>
    </section>
  );
}
