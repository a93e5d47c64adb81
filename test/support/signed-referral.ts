import type { Transaction } from '../../electron/services/database/unit-of-work.ts';
import type { SignedPacket } from '../../shared/fhir/service-request.ts';
import { blankPatient } from '../../shared/records/patient.ts';

interface Signature {
  /** Id of the physician. */
  signedBy: string;
  /** The patient has a row already, as with a second referral. */
  isKnownPatient: boolean;
}

/** The rows of patient, episode and referral that a signed packet stands on, without the composer. */
export function storeSignedReferral(
  tx: Transaction,
  { referralId, number, patient, episode, form, signedAt }: SignedPacket,
  { signedBy, isKnownPatient }: Signature,
): void {
  const created = { created_at: signedAt };
  if (!isKnownPatient)
    tx.insert('patient', {
      id: episode.patientId,
      body_json: JSON.stringify({ ...blankPatient(), name: patient.name }),
      name: patient.name,
      ...created,
      updated_at: signedAt,
      voided_at: null,
    });
  tx.insert('episode', {
    id: episode.id,
    patient_id: episode.patientId,
    body_json: JSON.stringify(episode),
    first_presentation_at: episode.firstPresentationAt,
    ...created,
    closed_at: null,
  });
  tx.insert('referral', {
    id: referralId,
    patient_id: episode.patientId,
    episode_id: episode.id,
    number,
    supplement: 0,
    form_json: JSON.stringify(form),
    ...created,
    updated_at: signedAt,
    signed_at: signedAt,
    signed_by: signedBy,
    incomplete_reason: null,
    closed_as: null,
    supplement_form_json: null,
  });
}
