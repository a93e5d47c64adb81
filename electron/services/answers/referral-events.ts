import { z } from 'zod';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { AnswerOutput, answersDiffer, isAnswer, Reconciliation } from '../../../shared/referral/ward-answer.ts';
import type { ReferralEventRow } from '../database/rows/referral-rows.ts';
import type { Reader } from '../database/store.ts';

/** `referral_event.detail_json`, as far as any kind of event fills it. */
export const EventDetail = z.object({
  taskStatus: z.string().catch(''),
  businessStatus: z.string().catch(''),
  reason: z.string().catch(''),
  outputs: z.array(AnswerOutput).catch([]),
  notes: z.array(z.string()).catch([]),
  /** Of an answer given by telephone: the number, who typed it when. */
  typed: z.object({ phone: z.string(), by: z.string(), at: z.string() }).nullable().catch(null),
  /** Of `retracted`: which event. */
  eventId: z.string().catch(''),
  /** Of a step that the registry brought: its mark in the Task. */
  opId: z.string().catch(''),
  /** Of `reconciled`. */
  reconciliation: Reconciliation.nullable().catch(null),
});
export type EventDetail = z.infer<typeof EventDetail>;

export const blankDetail = (): EventDetail => EventDetail.parse({});

/** One step of a referral; `retracted` where it was typed by mistake. */
export interface ReferralEvent {
  id: Id;
  referralId: Id;
  kind: string;
  at: Instant;
  serverTime: Instant | null;
  actor: string;
  channel: string;
  detail: EventDetail;
  retracted: { at: Instant; by: string; reason: string } | null;
}

/** Events of the given referrals, each referral's oldest first. */
export function referralEvents(read: Reader, referralIds: readonly Id[]): ReferralEvent[] {
  if (referralIds.length === 0) return [];
  const rows = read.all(read.query.selectFrom('referral_event').selectAll().where('referral_id', 'in', referralIds));
  const events = rows.map(fromRow);
  const retractions = new Map(
    events.filter(({ kind }) => kind === 'retracted').map(event => [event.detail.eventId, event]),
  );
  return confirmed(events)
    .map(event => {
      const by = retractions.get(event.id);
      return by ? { ...event, retracted: { at: by.at, by: by.actor, reason: by.detail.reason } } : event;
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** An answer from a file bears its op's id: once the registry has brought the same op it is one step, confirmed. */
function confirmed(events: readonly ReferralEvent[]): ReferralEvent[] {
  const byFile = new Set(
    events.filter(event => event.channel === 'file' && event.serverTime === null).map(({ id }) => id),
  );
  const isDouble = ({ detail, serverTime }: ReferralEvent) => serverTime !== null && byFile.has(detail.opId);
  const serverTimes = new Map(events.filter(isDouble).map(({ detail, serverTime }) => [detail.opId, serverTime]));
  return events
    .filter(event => !isDouble(event))
    .map(event => ({ ...event, serverTime: serverTimes.get(event.id) ?? event.serverTime }));
}

const fromRow = (row: ReferralEventRow): ReferralEvent => ({
  id: row.id,
  referralId: row.referral_id,
  kind: row.kind,
  at: row.at,
  serverTime: row.server_time,
  actor: row.actor,
  channel: row.channel,
  detail: EventDetail.parse(JSON.parse(row.detail_json)),
  retracted: null,
});

/** Ways by which a ward's answer comes without the registry. */
export const OUTSIDE_CHANNELS = ['phone', 'paper', 'file'] as const;
type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];
const isOutside = (channel: string): channel is OutsideChannel => OUTSIDE_CHANNELS.some(each => each === channel);

/** The last answer told by telephone or read from a file that still holds. What the registry brings has its time. */
export const phoneAnswerOf = (
  events: readonly ReferralEvent[],
): (ReferralEvent & { channel: OutsideChannel }) | undefined =>
  events.findLast(
    (event): event is ReferralEvent & { channel: OutsideChannel } =>
      isOutsideAnswer(event) && !isConfirmed(event, events),
  );

const isOutsideAnswer = ({ kind, channel, serverTime, retracted }: ReferralEvent): boolean =>
  isOutside(channel) && serverTime === null && retracted === null && isAnswer(kind);

/** The registry has brought the same move since, by its own time: it is one answer, whichever road came first. */
const isConfirmed = ({ kind, at }: ReferralEvent, events: readonly ReferralEvent[]): boolean =>
  events.some(other => other.serverTime !== null && other.kind === kind && Date.parse(other.at) === Date.parse(at));

/** The registry's newest answer. */
export const registryAnswerOf = (events: readonly ReferralEvent[]): ReferralEvent | undefined =>
  events
    .filter(({ kind, serverTime }) => serverTime !== null && isAnswer(kind))
    .toSorted(
      (a, b) => Date.parse(a.serverTime ?? '') - Date.parse(b.serverTime ?? '') || Date.parse(a.at) - Date.parse(b.at),
    )
    .at(-1);

export const reconciliationsOf = (events: readonly ReferralEvent[]): Reconciliation[] =>
  events.flatMap(({ detail }) => detail.reconciliation ?? []);

/** A telephone answer beside the registry's, where they say different things. */
export interface Difference {
  phone: NonNullable<ReturnType<typeof phoneAnswerOf>>;
  registry: ReferralEvent;
  /** What a person said of these two; null where nobody has. */
  settled: Reconciliation | null;
}

export function differenceOf(events: readonly ReferralEvent[]): Difference | null {
  const phone = phoneAnswerOf(events);
  const registry = registryAnswerOf(events);
  if (!phone || !registry) return null;
  const asAnswer = ({ kind, detail }: ReferralEvent) => ({ kind, outputs: detail.outputs });
  if (!answersDiffer(asAnswer(phone), asAnswer(registry))) return null;
  const settled = reconciliationsOf(events).findLast(
    ({ phoneId, registryId }) => phoneId === phone.id && registryId === registry.id,
  );
  return { phone, registry, settled: settled ?? null };
}

/** The telephone answer where the registry has not confirmed it and nobody has said that the registry's holds. */
export function unconfirmedPhoneAnswer(events: readonly ReferralEvent[]): ReturnType<typeof phoneAnswerOf> {
  const phone = phoneAnswerOf(events);
  if (!phone || registryAnswerOf(events) === undefined) return phone;
  const difference = differenceOf(events);
  return difference !== null && difference.settled?.holds !== 'registry' ? phone : undefined;
}
