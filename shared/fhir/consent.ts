import type { Consent } from '@medplum/fhirtypes';
import type { Id } from '../records/time.ts';
import type { ConsentScope } from '../referral/consent-withdrawal.ts';
import type { PacketModel } from '../referral/packet-model.ts';
import { CONSENT_SCOPES } from './codes.ts';
import { derivedId } from './derived-id.ts';
import { TERMINOLOGY } from './uris.ts';
import {
  coding,
  metaOf,
  organizationReference,
  patientReference,
  reference,
  type Writing,
  wireTime,
} from './writing.ts';

/**
 * What the patient answered about sharing, care and registry apart (PIPL asks for separate consent). A question that
 * was not asked makes no Consent; an emergency basis is no consent and stands in the request's note.
 * `withdrawn`: the answer no longer holds, whatever it was. `scanId`: the DocumentReference of the signed paper.
 */
export function toConsents(
  referralId: Id,
  sharing: PacketModel['form']['sharing'],
  signedAt: string,
  writing: Writing,
  withdrawn: readonly ConsentScope[] = [],
  scanId: Id | null = null,
): Consent[] {
  return (Object.keys(CONSENT_SCOPES) as ConsentScope[]).flatMap(scope => {
    const answer = sharing[scope];
    if (answer === 'not-asked') return [];
    const status = withdrawn.includes(scope) ? 'inactive' : answer === 'yes' ? 'active' : 'rejected';
    const signer = sharing.relation === '' ? sharing.signer : `${sharing.signer}（${sharing.relation}）`;
    const consent: Consent = {
      resourceType: 'Consent',
      id: derivedId(referralId, `consent-${scope}`),
      meta: metaOf(writing),
      status,
      scope: { coding: [coding(`${TERMINOLOGY}/consentscope`, 'patient-privacy')] },
      category: [{ coding: [coding(writing.uris.codeSystem.consentScope, scope, CONSENT_SCOPES[scope])] }],
      patient: patientReference(writing),
      dateTime: wireTime(sharing.at ?? signedAt),
      ...(sharing.signer === '' ? {} : { performer: [{ display: signer }] }),
      organization: [organizationReference(writing.facilityCode)],
      ...(scanId === null ? {} : { sourceReference: reference('DocumentReference', scanId) }),
      policyRule: { text: CONSENT_SCOPES[scope] },
    };
    return [consent];
  });
}
