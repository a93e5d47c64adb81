import { TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { storedTime } from '../../../shared/fhir/writing.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { blankDetail, referralEvents } from '../answers/referral-events.ts';
import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';
import { giveUp } from '../outbox/give-up.ts';
import { bodyOf, rowsOf } from '../outbox/rows.ts';
import { taskPlace } from '../outbox/task-place.ts';

/** A step that bears the id of the message which told it. */
const ETA_TOLD = 'eta-told';

/**
 * What the ward was told of the arrival of a patient who is on the road: with the departure, or by a message since. Null
 * where nobody waits: not departed, there already, or the ward does not hold the referral.
 */
export function wardExpects(read: Reader, referralId: Id): { at: Instant | null } | null {
  if (taskPlace(read, referralId)?.place !== 'departed') return null;
  const queued = rowsOf(read, [referralId]).filter(({ state }) => state !== 'superseded');
  const departure = queued
    .filter(({ step }) => step === 'task')
    .map(({ seq }) => TaskIntent.parse(bodyOf(read, seq)))
    .findLast(({ to }) => to === 'departed');
  const sent = new Set(queued.map(({ resource_id }) => resource_id));
  const message = etaMessages(read, referralId).findLast(({ id }) => sent.has(id));
  const told = message?.detail.outputs ?? departure?.outputs ?? [];
  return { at: storedTime(told.findLast(({ code }) => code === 'eta')?.text) };
}

/** An earlier such message that has certainly not left this computer is dropped: the ward gets the last one only. */
export function dropUnsentEta(tx: Transaction, referralId: Id): void {
  const earlier = new Set(etaMessages(tx.read, referralId).map(({ id }) => id));
  for (const row of rowsOf(tx.read, [referralId]))
    if (row.state === 'pending' && row.sent_at === null && earlier.has(row.resource_id ?? '')) giveUp(tx, row);
}

/** @param id of the message */
export function noteEtaTold(
  tx: Transaction,
  told: { id: Id; referralId: Id; actor: string; at: Instant; eta: Instant },
): void {
  const { id, referralId, actor, at, eta } = told;
  tx.insert('referral_event', {
    ...{ id, referral_id: referralId, kind: ETA_TOLD, at, server_time: null, actor, channel: 'here' },
    detail_json: JSON.stringify({ ...blankDetail(), outputs: [{ code: 'eta', text: eta, reference: null }] }),
  });
}

const etaMessages = (read: Reader, referralId: Id) =>
  referralEvents(read, [referralId]).filter(({ kind }) => kind === ETA_TOLD);
