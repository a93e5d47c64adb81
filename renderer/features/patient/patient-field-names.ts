import type { Translate } from '../../../shared/i18n/i18n.ts';

/** Names of the fields that a refusal may point at, by their path in the input of `patients.create` and `.update`. */
export function patientFieldNames(t: Translate): Record<string, string> {
  const names = {
    name: t('patient.field.name'),
    birthDate: t('patient.field.birthDate'),
    'estimatedAge.years': t('patient.field.estimatedAge'),
    'identity.number': t('patient.field.identityNumber'),
    'hospitalNumbers.inpatient': t('patient.field.inpatient'),
    'hospitalNumbers.outpatient': t('patient.field.outpatient'),
    'hospitalNumbers.record': t('patient.field.record'),
    phone: t('patient.field.phone'),
    'contact.name': t('patient.field.contactName'),
    'contact.relation': t('patient.field.contactRelation'),
    'contact.phone': t('patient.field.contactPhone'),
    address: t('patient.field.address'),
    registeredAddress: t('patient.field.registeredAddress'),
    insuranceNumber: t('patient.field.insuranceNumber'),
    languageNeeds: t('patient.field.languageNeeds'),
    'allergy.text': t('patient.field.allergyText'),
  };
  const nested = Object.entries(names).map(([path, name]) => [`fields.${path}`, name]);
  return { ...names, ...Object.fromEntries(nested), reason: t('patient.edit.reason') };
}
