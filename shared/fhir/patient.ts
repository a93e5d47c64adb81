import type { ContactPoint, Identifier, Patient, PatientContact } from '@medplum/fhirtypes';
import type { PacketModel } from '../referral/packet-model.ts';
import { TERMINOLOGY } from './uris.ts';
import { coding, metaOf, organizationReference, revision, type Writing } from './writing.ts';

const GENDER = { male: 'male', female: 'female', unknown: 'unknown', 'not-stated': 'unknown' } as const;

const phone = (value: string): ContactPoint[] => (value === '' ? [] : [{ system: 'phone', value }]);

/**
 * The patient of a packet. The name is never split. Birth year only where the age was estimated; the identity number
 * only where the alliance asks for it. `rev` is the version of the patient's row.
 */
export function toPatient(model: PacketModel['patient'], rev: number, writing: Writing): Patient {
  const { contact } = model;
  const identifier = identifiers(model, writing);
  const birthDate = birthDateOf(model);
  const telecom = phone(model.phone);
  const contacts: PatientContact[] =
    contact.name === '' && contact.phone === ''
      ? []
      : [
          {
            ...(contact.relation === '' ? {} : { relationship: [{ text: contact.relation }] }),
            ...(contact.name === '' ? {} : { name: { text: contact.name } }),
            ...(contact.phone === '' ? {} : { telecom: phone(contact.phone) }),
          },
        ];
  return {
    resourceType: 'Patient',
    id: writing.patientId,
    meta: metaOf(writing),
    extension: [revision(writing.uris, rev)],
    ...(identifier.length > 0 ? { identifier } : {}),
    name: [{ text: model.name }],
    ...(telecom.length > 0 ? { telecom } : {}),
    gender: GENDER[model.sex],
    ...(birthDate === null ? {} : { birthDate }),
    ...(model.address === '' ? {} : { address: [{ text: model.address }] }),
    ...(contacts.length > 0 ? { contact: contacts } : {}),
    managingOrganization: organizationReference(writing.facilityCode),
  };
}

function birthDateOf({ birthDate, estimatedAge }: PacketModel['patient']): string | null {
  if (birthDate !== null) return birthDate;
  if (estimatedAge === null) return null;
  return String(Number(estimatedAge.on.slice(0, 4)) - estimatedAge.years);
}

function identifiers({ hospitalNumbers, identity }: PacketModel['patient'], writing: Writing): Identifier[] {
  const { uris, facilityCode } = writing;
  const numbers = [...new Set(Object.values(hospitalNumbers).filter(value => value !== ''))];
  const type = { coding: [coding(`${TERMINOLOGY}/v2-0203`, 'MR')] };
  const own = numbers.map(
    (value): Identifier => ({ use: 'secondary', type, system: uris.sid.hospitalNumber(facilityCode), value }),
  );
  const isSent = writing.sendResidentId && identity.kind === 'resident-id' && identity.number !== '';
  return isSent ? [...own, { use: 'official', system: uris.sid.residentId, value: identity.number }] : own;
}
