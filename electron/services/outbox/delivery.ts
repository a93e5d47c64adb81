import type { Task } from '@medplum/fhirtypes';
import { readTask, type TaskReading } from '../../../shared/fhir/task.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { Delivery, OutsideAnswer } from '../../../shared/referral/referral.ts';
import { OUTSIDE_CHANNELS, referralEvents, unconfirmedPhoneAnswer } from '../answers/referral-events.ts';
import type { ReferralRow } from '../database/rows/referral-rows.ts';
import type { Reader } from '../database/store.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';
import { isReset } from '../sync/server-row.ts';
import { headOf, isAttachment, isRegistryOnly, type OutboxHead, rowsOf } from './rows.ts';

/**
 * How far a referral has got, from nothing but its rows in the outbox, its signature and the registry's copy of its
 * Task (registry-and-sync 9). `delivered` needs the registry's acknowledgement of the Task.
 */
export function deliveryFrom(
  referral: Pick<ReferralRow, 'signed_at'>,
  rows: readonly OutboxHead[],
  task: TaskReading | null,
): Delivery {
  if (referral.signed_at === null) return { state: 'draft' };
  const head = headOf(rows);
  if (!head) return { state: 'paper-only' };
  const stuck = rows.find(row => isOfCourse(row) && (row.state === 'dead' || row.state === 'blocked'));
  if (stuck) return blocked(stuck, head.state === 'acked' ? head.acked_server_time : null);
  if (head.state === 'superseded' && head.error_class === SET_ASIDE)
    return { state: 'set-aside', reason: head.outcome ?? '' };
  if (head.state === 'acked' && head.acked_server_time !== null)
    return delivered(head, head.acked_server_time, rows, task);
  return onThisComputer(rows.filter(row => row.step === 'bundle' && row.seq <= head.seq));
}

/** `outbox.error_class` of a row that a person gave up; `outcome` then holds why. */
export const SET_ASIDE = 'set-aside';

/** A letter or a message that does not go leaves the referral itself where it is. */
const isOfCourse = ({ step }: OutboxHead): boolean => !isAttachment(step) && step !== 'message';

const blocked = ({ error_class, http_status, outcome }: OutboxHead, deliveredAt: string | null): Delivery => ({
  state: 'blocked',
  reason: error_class ?? 'refused',
  httpStatus: http_status,
  detail: outcome ?? '',
  deliveredAt,
});

function delivered(
  head: OutboxHead,
  serverTime: string,
  rows: readonly OutboxHead[],
  task: TaskReading | null,
): Delivery {
  const attachments = rows.filter(row => row.step === 'document' && row.state !== 'superseded' && !isRegistryOnly(row));
  return {
    state: 'delivered',
    serverTime,
    attachmentsPending: attachments.filter(row => row.state !== 'acked').length,
    attachments: attachments.length,
    taskStatus: task?.taskStatus ?? 'requested',
    businessStatus: task?.businessStatus ?? 'created',
    statusAt: task?.statusAt ?? head.acked_server_time ?? serverTime,
  };
}

/** @param bundles of the first sending, the head last; none of them is proof of anything before the head's */
function onThisComputer(bundles: readonly OutboxHead[]): Delivery {
  const open = bundles.find(row => row.state === 'inflight' || row.state === 'pending');
  const attempts = bundles.reduce((sum, row) => sum + row.attempt, 0);
  if (open?.state === 'inflight') return { state: 'sending', attempt: attempts };
  if (!open || attempts === 0) return { state: 'local-only' }; // never attempted, or withdrawn before it left
  return { state: 'queued', attempt: attempts, nextAt: open.next_at, reason: open.error_class ?? 'waiting' };
}

/** The registry's copy of the Tasks, as last seen. */
export function remoteTasks(read: Reader, referralIds: readonly Id[]): Map<Id, TaskReading> {
  if (referralIds.length === 0) return new Map();
  const { baseUrl, fhirBase } = readRegistrySetting(read);
  const uris = fhirUris(fhirBase);
  const rows = read.all(
    read.query
      .selectFrom('remote')
      .select(['id', 'json'])
      .where('base_url', '=', baseUrl)
      .where('type', '=', 'Task')
      .where('id', 'in', referralIds),
  );
  const tasks = new Map<Id, TaskReading>();
  for (const { id, json } of rows) {
    const reading = readTask(JSON.parse(json) as Task, uris);
    if (reading) tasks.set(id, reading);
  }
  return tasks;
}

/** While the registry is not what it was, what it once acknowledged proves nothing. */
const UNKNOWN: Delivery = {
  state: 'blocked',
  reason: 'registry-reset',
  httpStatus: null,
  detail: '',
  deliveredAt: null,
};

/** Answers that were typed after a telephone call or read from a file, and that the registry has not confirmed. */
function outsideAnswers(read: Reader, referralIds: readonly Id[]): Map<Id, OutsideAnswer> {
  const { query } = read;
  const typed = read.all(
    query
      .selectFrom('referral_event')
      .select('referral_id')
      .distinct()
      .where('referral_id', 'in', referralIds)
      .where('channel', 'in', OUTSIDE_CHANNELS)
      .where('server_time', 'is', null),
  );
  const ids = typed.map(row => row.referral_id);
  const events = Map.groupBy(referralEvents(read, ids), event => event.referralId);
  return new Map(
    ids.flatMap((id): [Id, OutsideAnswer][] => {
      const answer = unconfirmedPhoneAnswer(events.get(id) ?? []);
      return answer
        ? [[id, { businessStatus: answer.kind, channel: answer.channel, at: answer.at, by: answer.actor }]]
        : [];
    }),
  );
}

/** Deliveries of many referrals in a few queries. Unknown ids are left out. */
export function deliveriesOf(read: Reader, referralIds: readonly Id[]): Map<Id, Delivery> {
  if (referralIds.length === 0) return new Map();
  const referrals = read.all(
    read.query.selectFrom('referral').select(['id', 'signed_at']).where('id', 'in', referralIds),
  );
  const rows = Map.groupBy(rowsOf(read, referralIds), row => row.stream_id);
  const tasks = remoteTasks(read, referralIds);
  const outside = outsideAnswers(read, referralIds);
  const isInDoubt = isReset(read, readRegistrySetting(read).baseUrl);
  return new Map(
    referrals.map(referral => {
      const seen = deliveryFrom(referral, rows.get(referral.id) ?? [], tasks.get(referral.id) ?? null);
      const delivery = isInDoubt && seen.state === 'delivered' ? UNKNOWN : seen;
      const told = outside.get(referral.id);
      return [referral.id, told && delivery.state !== 'draft' ? { ...delivery, outside: told } : delivery];
    }),
  );
}
