import type { Observation } from '@medplum/fhirtypes';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { PAYLOAD_FORMAT } from '../../../shared/fhir/writing.ts';
import type { Id } from '../../../shared/records/time.ts';
import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import type { Ids } from '../ports.ts';
import { withdrawnScopes } from '../referrals/consent-withdrawals.ts';
import { giveUp } from './give-up.ts';
import { isRegistryOnly, rowsOf } from './rows.ts';
import { jsonBytes, resourceMarks, sha256 } from './wire.ts';

/** Behind every letter and scan: nobody's care waits for it. */
const REGISTRY_PRIORITY = 30;

/** The patient said yes to the registry, apart from care, and has not taken it back. An emergency rule is no yes. */
export const mayShareWithRegistry = (read: Reader, { form, referralId }: SignedPacket): boolean =>
  form.sharing.registry === 'yes' && !withdrawnScopes(read, referralId).includes('registry');

/**
 * Queues what goes to the registry only, behind the referral itself. Nothing where the patient has not agreed to it, or
 * where the referral does not go by the network.
 */
export function enqueueRegistryOnly(
  tx: Transaction,
  ids: Ids,
  packet: SignedPacket,
  observations: readonly Observation[],
): void {
  if (!maySendByNetwork(packet.form) || !mayShareWithRegistry(tx.read, packet)) return;
  if (withdrawnScopes(tx.read, packet.referralId).includes('care')) return;
  const rows = rowsOf(tx.read, [packet.referralId]).filter(({ state }) => state !== 'superseded');
  const head = rows.findLast(({ step }) => step === 'bundle');
  if (!head) return;
  for (const observation of observations) {
    const payload = jsonBytes(observation);
    if (rows.some(row => row.resource_id === observation.id && row.payload_sha256 === sha256(payload))) continue;
    tx.enqueue({
      op_id: ids.uuid(),
      stream_id: packet.referralId,
      step: 'document',
      resource_type: 'Observation',
      resource_id: observation.id ?? '',
      payload_format: PAYLOAD_FORMAT,
      priority: REGISTRY_PRIORITY,
      depends_on: head.seq,
      payload,
      resources: resourceMarks([observation]),
    });
  }
}

/** Of a consent that was withdrawn: what has not left yet never does. */
export function dropRegistryOnly(tx: Transaction, referralId: Id): void {
  for (const row of rowsOf(tx.read, [referralId]))
    if (isRegistryOnly(row) && row.state !== 'acked' && row.state !== 'superseded' && row.state !== 'inflight')
      giveUp(tx, row, { error_class: 'consent-withdrawn' });
}
