import type { Translate } from '../../../shared/i18n/i18n.ts';
import type { PatientPart } from '../../../shared/records/merge-patient.ts';
import type { PatientFields } from '../../../shared/records/patient.ts';

/** What a record says in one part, on a line; empty where it says nothing. */
export function partText(fields: PatientFields, part: PatientPart, t: Translate, language: string): string {
  const { contact, identity } = fields;
  const inOne = (...texts: string[]) => texts.filter(Boolean).join(' ');
  switch (part) {
    case 'name':
    case 'phone':
    case 'languageNeeds':
      return fields[part];
    case 'sex':
      return t(`patient.sex.${fields.sex}`);
    case 'birth':
      if (fields.birthDate) return fields.birthDate;
      return fields.estimatedAge
        ? `${t('patient.estimated')} ${t('patient.years', { years: fields.estimatedAge.years })} (${fields.estimatedAge.on})`
        : '';
    case 'identity':
      return inOne(
        identity.kind === 'none' || identity.number !== '' ? t(`patient.identityKind.${identity.kind}`) : '',
        identity.number,
        t(`patient.identityStatus.${fields.identityStatus}`),
        fields.identityDoubts.length > 0 ? t('identity.merge.doubtful') : '',
      );
    case 'hospitalNumbers':
      return inOne(
        ...(['inpatient', 'outpatient', 'record'] as const).map(kind =>
          fields.hospitalNumbers[kind] ? `${t(`patient.field.${kind}`)} ${fields.hospitalNumbers[kind]}` : '',
        ),
      );
    case 'contact':
      return inOne(contact.name, contact.relation, contact.phone);
    case 'address':
      return inOne(fields.region ? t(`codes.region.r${fields.region}`) : '', fields.address);
    case 'registeredAddress':
      return inOne(
        fields.registeredRegion ? t(`codes.region.r${fields.registeredRegion}`) : '',
        fields.registeredAddress,
      );
    case 'insurance':
      return inOne(
        fields.insurance ? t(`patient.insurance.${fields.insurance}`) : '',
        fields.insuranceNumber,
        fields.remoteInsurance ? t(`patient.remoteInsurance.${fields.remoteInsurance}`) : '',
      );
    case 'ethnicity':
      return fields.ethnicity ? t(`codes.ethnic.e${fields.ethnicity}`) : '';
    case 'nationality':
      return fields.nationality
        ? (new Intl.DisplayNames(language, { type: 'region' }).of(fields.nationality) ?? fields.nationality)
        : '';
    case 'maritalStatus':
      return fields.maritalStatus ? t(`patient.marital.${fields.maritalStatus}`) : '';
    case 'occupation':
      return fields.occupation ? t(`patient.occupation.${fields.occupation}`) : '';
    case 'allergy':
      return inOne(t(`patient.allergy.${fields.allergy.state}`), fields.allergy.text);
  }
}
