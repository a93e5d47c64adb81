import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { OutboxLine } from '../../../shared/contract/transfer.ts';
import { WardFields } from '../../../shared/records/facility.ts';
import type { Id, Instant } from '../../../shared/records/time.ts';
import { Urgency } from '../../../shared/referral/form.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';
import type { Reader } from '../database/store.ts';
import { deliveriesOf } from './delivery.ts';
import { createOutboxProblems } from './outbox-problems.ts';
import { IS_STUCK, UNSETTLED } from './row-states.ts';

export interface OutboxSummary {
  /** Referrals signed for sending whose Task the registry has not acknowledged. */
  queued: number;
  oldestUnsentAt: Instant | null;
}

export interface OutboxService {
  /** Signed referrals, alarms first, then what needs a hand or is not delivered, urgent before others, then newest. */
  list(): OutboxLine[];
  /** @throws AppError not-found */
  deliveryOf(referralId: Id): Delivery;
  deliveriesOf(referralIds: readonly Id[]): Map<Id, Delivery>;
  summary(): OutboxSummary;
}

/** Beside every referral that is not settled, so many of the newest. */
const LINES = 200;

/** The parts of the frozen packet that a line shows. */
const LineModel = z.object({
  ward: WardFields.nullable(),
  number: z.string().nullable(),
  patient: z.object({ name: z.string() }),
  form: z.object({ urgency: Urgency.nullable() }),
});

const URGENCY_ORDER: readonly string[] = Urgency.options;

export function createOutbox({ read }: { read: Reader }): OutboxService {
  const { query } = read;
  const problems = createOutboxProblems({ read, names: { facility: code => code } });

  const openStreams = () =>
    UNSETTLED.flatMap(condition =>
      read.all(query.selectFrom('outbox').select('stream_id').where(condition)).map(row => row.stream_id),
    );

  /** Rows of a referral that ask for a person, and when they were first tried. */
  const stuckRows = () =>
    new Map(
      read
        .all(
          query
            .selectFrom('outbox')
            .select(({ fn }) => ['stream_id', fn.countAll<number>().as('rows'), fn.max('sent_at').as('triedAt')])
            .where(IS_STUCK)
            .groupBy('stream_id'),
        )
        .map(({ stream_id, rows, triedAt }) => [stream_id, { rows, triedAt }]),
    );

  const newest = () =>
    read
      .all(
        query
          .selectFrom('referral')
          .select('id')
          .where('signed_at', 'is not', null)
          .orderBy('signed_at', 'desc')
          .limit(LINES),
      )
      .map(row => row.id);

  const signed = () =>
    read.all(
      query
        .selectFrom('referral')
        .innerJoin('referral_packet', join =>
          join
            .onRef('referral_packet.referral_id', '=', 'referral.id')
            .onRef('referral_packet.supplement', '=', 'referral.supplement'),
        )
        .select([
          'referral.id',
          'referral.patient_id',
          'referral.signed_at',
          'referral.closed_as',
          'referral_packet.model_json',
        ])
        .where('referral.id', 'in', [...new Set([...openStreams(), ...newest()])]),
    );

  return {
    list() {
      const referrals = signed();
      const deliveries = deliveriesOf(
        read,
        referrals.map(referral => referral.id),
      );
      const stuck = stuckRows();
      return referrals
        .flatMap((referral): OutboxLine[] => {
          const delivery = deliveries.get(referral.id);
          if (!delivery || referral.signed_at === null) return [];
          if (referral.closed_as !== null && !hasLeft(delivery)) return []; // taken back in time: nobody waits for it
          const { ward, number, patient, form } = LineModel.parse(JSON.parse(referral.model_json));
          return [
            {
              referralId: referral.id,
              patientId: referral.patient_id,
              number: number ?? '',
              patientName: patient.name,
              wardName: ward ? `${ward.facilityName} ${ward.wardName}` : '',
              wardPhone: ward?.phone ?? '',
              urgency: form.urgency ?? 'within-48h',
              signedAt: referral.signed_at,
              delivery,
              since: sinceOf(referral.signed_at, delivery, stuck.get(referral.id)?.triedAt ?? null),
              problems: stuck.get(referral.id)?.rows ?? 0,
              isAlarm: isConflict(delivery) && problems.alarmOf(referral.id) !== null,
            },
          ];
        })
        .sort(byNeed);
    },
    deliveryOf(referralId) {
      const delivery = deliveriesOf(read, [referralId]).get(referralId);
      if (!delivery) throw new AppError('not-found');
      return delivery;
    },
    deliveriesOf: referralIds => deliveriesOf(read, referralIds),
    summary() {
      const parts = UNSETTLED.flatMap(condition =>
        read.all(
          query
            .selectFrom('outbox')
            .select(({ fn }) => [fn.countAll<number>().as('queued'), fn.min('created_at').as('oldest')])
            .where('step', '=', 'bundle')
            .where('resource_type', '=', 'Task')
            .where(condition),
        ),
      );
      return {
        queued: parts.reduce((sum, { queued }) => sum + queued, 0),
        oldestUnsentAt: parts.flatMap(({ oldest }) => oldest ?? []).sort()[0] ?? null,
      };
    },
  };
}

/** Since when a referral is where it is: the registry's stamp, the first attempt of what is stuck, or the signature. */
function sinceOf(signedAt: Instant, delivery: Delivery, triedAt: Instant | null): Instant {
  if (delivery.state === 'delivered') return delivery.statusAt;
  return (delivery.state === 'blocked' ? triedAt : null) ?? signedAt;
}

const isConflict = (delivery: Delivery): boolean => delivery.state === 'blocked' && delivery.reason === 'conflict';

/** Whether anything of a referral may be outside this computer. */
export const hasLeft = ({ state }: Delivery): boolean =>
  state !== 'draft' && state !== 'local-only' && state !== 'paper-only';

const isSettled = ({ delivery }: OutboxLine) => delivery.state === 'delivered' || delivery.state === 'paper-only';

function byNeed(a: OutboxLine, b: OutboxLine): number {
  if (a.isAlarm !== b.isAlarm) return a.isAlarm ? -1 : 1;
  if (isSettled(a) !== isSettled(b)) return isSettled(a) ? 1 : -1;
  if (isSettled(a)) return b.signedAt.localeCompare(a.signedAt);
  const urgency = URGENCY_ORDER.indexOf(a.urgency) - URGENCY_ORDER.indexOf(b.urgency);
  return urgency || a.signedAt.localeCompare(b.signedAt);
}
