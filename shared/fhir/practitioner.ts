import type { Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import type { Id } from '../records/time.ts';
import type { PacketModel } from '../referral/packet-model.ts';
import { derivedId } from './derived-id.ts';
import { metaOf, organizationReference, reference, type Writing } from './writing.ts';

/** The referring doctor and the doctor's place at the facility. @param doctorId the user's row */
export function toPractitioner(
  doctor: PacketModel['doctor'],
  doctorId: Id,
  writing: Writing,
): [Practitioner, PractitionerRole] {
  const telecom = doctor.phone === '' ? {} : { telecom: [{ system: 'phone' as const, value: doctor.phone }] };
  return [
    {
      resourceType: 'Practitioner',
      id: doctorId,
      meta: metaOf(writing),
      name: [{ text: doctor.displayName }],
      ...telecom,
    },
    {
      resourceType: 'PractitionerRole',
      id: derivedId(doctorId, 'practitioner-role'),
      meta: metaOf(writing),
      practitioner: reference('Practitioner', doctorId, doctor.displayName),
      organization: organizationReference(writing.facilityCode),
      ...(doctor.title === '' ? {} : { code: [{ text: doctor.title }] }),
      ...telecom,
    },
  ];
}
