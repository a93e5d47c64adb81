import type { Transaction } from '../../electron/services/database/unit-of-work.ts';
import { enqueueReferral, type Letter } from '../../electron/services/outbox/enqueue-referral.ts';
import { jsonBytes, resourceMarks, writingFor } from '../../electron/services/outbox/wire.ts';
import type { Ids } from '../../electron/services/ports.ts';
import { toCommunication } from '../../shared/fhir/communication.ts';
import type { SignedPacket } from '../../shared/fhir/service-request.ts';
import { PAYLOAD_FORMAT } from '../../shared/fhir/writing.ts';
import { formatReferralNumber } from '../../shared/referral/referral-number.ts';
import { samplePacket } from '../shared/fhir/packets.ts';

const DOCTOR_ID = '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001';

let sample: SignedPacket | null = null;

/** Small, since what is in a packet matters to the mapping and not to the protocol. */
function smallPacket(): SignedPacket {
  if (sample) return sample;
  const full = samplePacket(7);
  sample = { ...full, observations: full.observations.slice(0, 1), findings: [], assessments: [], treatments: [] };
  return sample;
}

export interface Signature {
  facility: string;
  ward: string;
  /** Of this facility; also its number of the day. */
  count: number;
  urgency: 'now' | 'within-24h' | 'within-48h';
  hasLetter: boolean;
  at: string;
}

/** Signs a fictional referral as the signing service does, as far as the outbox sees it. */
export function sign(tx: Transaction, ids: Ids, signature: Signature): SignedPacket {
  const { facility, ward, count, urgency, at } = signature;
  const model = smallPacket();
  const patientId = ids.uuid();
  const packet: SignedPacket = {
    ...model,
    referralId: ids.uuid(),
    number: formatReferralNumber({ site: facility, workstation: '1', day: '2026-11-23', sequence: count }),
    supplement: 0,
    signedAt: at,
    facility: { ...model.facility, code: facility },
    ward: { ...model.ward, facilityCode: ward },
    episode: { ...model.episode, id: ids.uuid(), patientId },
    observations: model.observations.map(lab => ({ ...lab, id: ids.uuid() })),
    form: { ...model.form, urgency, sharing: { ...model.form.sharing, care: 'yes' } },
  };
  tx.insert('patient', {
    id: patientId,
    body_json: '{}',
    name: packet.patient.name,
    created_at: at,
    updated_at: at,
    voided_at: null,
  });
  tx.insert('episode', {
    id: packet.episode.id,
    patient_id: patientId,
    body_json: '{}',
    first_presentation_at: at,
    created_at: at,
    closed_at: null,
  });
  tx.insert('referral', {
    id: packet.referralId,
    patient_id: patientId,
    episode_id: packet.episode.id,
    number: packet.number,
    supplement: 0,
    form_json: '{}',
    created_at: at,
    updated_at: at,
    signed_at: at,
    signed_by: DOCTOR_ID,
    incomplete_reason: null,
    closed_as: null,
    supplement_form_json: null,
  });
  send(tx, ids, packet, signature.hasLetter);
  return packet;
}

export function supplement(tx: Transaction, ids: Ids, former: SignedPacket, at: string): SignedPacket {
  const packet = { ...former, supplement: former.supplement + 1, signedAt: at };
  send(tx, ids, packet, false);
  return packet;
}

function send(tx: Transaction, ids: Ids, packet: SignedPacket, hasLetter: boolean): void {
  const packetId = ids.uuid();
  const { referralId, supplement, ward, signedAt } = packet;
  tx.insert('referral_packet', {
    ...{ id: packetId, referral_id: referralId, supplement, model_json: JSON.stringify({ ward }) },
    ...{ full_set_json: '', sha256: '', qr: '', signed_at: signedAt, signed_by: DOCTOR_ID },
  });
  const letter = hasLetter ? letterOf(tx, ids, packet, packetId) : null;
  enqueueReferral(tx, ids, { packet, patientVersion: 1, doctorId: DOCTOR_ID, letter });
}

function letterOf(tx: Transaction, ids: Ids, { referralId, signedAt }: SignedPacket, packetId: string): Letter {
  const letter = {
    id: ids.uuid(),
    title: '双向转诊单',
    contentType: 'application/pdf',
    bytes: Buffer.from(`%PDF-1.4 ${referralId}`),
    createdAt: signedAt,
  };
  tx.insert('document', {
    ...{ id: letter.id, referral_id: referralId, packet_id: packetId, kind: 'letter', title: letter.title },
    ...{ content_type: letter.contentType, bytes: letter.bytes, sha256: '', sha1: '', created_at: signedAt },
  });
  return letter;
}

/** Writes to the ward, behind the referral itself. */
export function message(tx: Transaction, ids: Ids, packet: SignedPacket, headSeq: number, at: string): void {
  const id = ids.uuid();
  const { referralId, ward } = packet;
  const words = { id, referralId, text: 'message', sentAt: at, author: 'simulated', to: ward.facilityCode };
  const communication = toCommunication(words, writingFor(tx.read, packet));
  tx.enqueue({
    ...{ op_id: ids.uuid(), stream_id: referralId, step: 'message', resource_type: 'Communication', resource_id: id },
    ...{ payload_format: PAYLOAD_FORMAT, priority: 0, depends_on: headSeq },
    payload: jsonBytes(communication),
    resources: resourceMarks([communication]),
  });
}
