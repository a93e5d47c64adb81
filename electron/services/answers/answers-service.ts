import { AppError } from '../../../shared/contract/errors.ts';
import { BUSINESS_STATES } from '../../../shared/fhir/task-moves.ts';
import type { Id } from '../../../shared/records/time.ts';
import {
  type CourseEntry,
  type PhoneAnswer,
  phoneAnswerLacks,
  type Reconciliation,
  type ReferralCourse,
  wardAnswerOutputs,
} from '../../../shared/referral/ward-answer.ts';
import type { ReferralRow } from '../database/rows/referral-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import { pendingMoves } from '../outbox/task-place.ts';
import type { ServiceDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';
import {
  blankDetail,
  differenceOf,
  type EventDetail,
  type ReferralEvent,
  reconciliationsOf,
  referralEvents,
} from './referral-events.ts';
import { noteDifference } from './unread.ts';

export interface AnswersDependencies extends ServiceDependencies {
  /** Facility code of this hospital. */
  site: () => string;
  /** Hospital of a facility code; the code where it is unknown. */
  facilityName: (code: string) => string;
}

/** What became of a signed referral: the ward's answers, those given by telephone, and which of two holds. */
export function createAnswers(dependencies: AnswersDependencies) {
  const { read, write, clock, ids } = dependencies;
  const { query } = read;

  function signedRow(referralId: Id): ReferralRow {
    const row = read.first(query.selectFrom('referral').selectAll().where('id', '=', referralId));
    if (!row) throw new AppError('not-found');
    if (row.signed_at === null) throw new AppError('illegal-move');
    return row;
  }

  function course({ referralId }: { referralId: Id }): ReferralCourse {
    const events = referralEvents(read, [referralId]);
    const difference = differenceOf(events);
    const noted = new Map(
      read
        .all(query.selectFrom('acknowledgement').selectAll().where('referral_id', '=', referralId))
        .map(row => [row.id, { at: row.at, by: row.by_name }]),
    );
    const unread = read.all(query.selectFrom('unread').select('id').where('referral_id', '=', referralId));
    const isUnread = new Set(unread.map(({ id }) => id));
    return {
      referralId,
      entries: events.filter(({ kind }) => kind !== 'retracted').map(event => entryOf(event, { noted, isUnread })),
      pending: pendingMoves(read, referralId).map(({ to, at }) => ({ to, at })),
      difference:
        difference !== null && difference.settled === null
          ? { phoneId: difference.phone.id, registryId: difference.registry.id }
          : null,
      reconciliations: reconciliationsOf(events),
    };
  }

  function entryOf(
    event: ReferralEvent,
    { noted, isUnread }: { noted: Map<string, { at: string; by: string }>; isUnread: Set<string> },
  ): CourseEntry {
    const { id, kind, at, serverTime, actor, channel, detail, retracted } = event;
    const isFromRegistry = serverTime !== null;
    const acknowledged = noted.get(id) ?? (isUnread.has(id) ? null : undefined);
    return {
      id,
      kind,
      at,
      serverTime,
      by: isFromRegistry ? dependencies.facilityName(actor) : actor,
      channel,
      isOurs: isFromRegistry ? actor === dependencies.site() : channel === 'here' || channel === 'network',
      businessStatus: detail.businessStatus,
      reason: detail.reason,
      outputs: detail.outputs,
      notes: detail.notes,
      typed: detail.typed,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      retracted,
    };
  }

  /** One change of the course of a referral. */
  function change(
    actor: Actor,
    deed: { action: string; reason: string | null },
    { id: referralId, patient_id: patientId }: ReferralRow,
    work: (tx: Transaction) => void,
  ): ReferralCourse {
    write(actor, { ...deed, subject: patientId }, tx => {
      work(tx);
      noteDifference(tx, referralId);
      tx.announce({ type: 'referral.changed', referralId, patientId });
    });
    return course({ referralId });
  }

  function addEvent(
    tx: Transaction,
    referralId: Id,
    event: Pick<ReferralEvent, 'kind' | 'at' | 'actor' | 'channel'>,
    detail: Partial<EventDetail>,
  ): void {
    tx.insert('referral_event', {
      id: ids.uuid(),
      referral_id: referralId,
      ...event,
      server_time: null,
      detail_json: JSON.stringify({ ...blankDetail(), ...detail }),
    });
  }

  return {
    course,

    /** @throws AppError invalid-input | sample-time-in-future | illegal-move */
    recordPhone(actor: Actor, { referralId, answer }: { referralId: Id; answer: PhoneAnswer }): ReferralCourse {
      const row = signedRow(referralId);
      const lacks = phoneAnswerLacks(answer);
      if (lacks.length > 0) throw new AppError('invalid-input', { fields: lacks.map(field => `answer.${field}`) });
      assertNotInFuture(clock, answer.at, 'answer.at');
      return change(actor, { action: 'answers.recordPhone', reason: null }, row, tx =>
        addEvent(
          tx,
          referralId,
          {
            kind: answer.answer,
            at: new Date(answer.at).toISOString(),
            actor: answer.by,
            channel: 'phone',
          },
          {
            taskStatus: BUSINESS_STATES[answer.answer].status,
            businessStatus: answer.answer,
            reason: answer.reason,
            outputs: wardAnswerOutputs(answer).map(output => ({ ...output, reference: null })),
            typed: { phone: answer.phone, by: actor.name, at: clock.now() },
          },
        ),
      );
    },

    /** @throws AppError not-found | already-void | illegal-move: nothing that was typed here */
    retract(actor: Actor, { id, reason }: { id: Id; reason: string }): ReferralCourse {
      const found = read.first(query.selectFrom('referral_event').select('referral_id').where('id', '=', id));
      if (!found) throw new AppError('not-found');
      const event = referralEvents(read, [found.referral_id]).find(each => each.id === id);
      if (!event?.detail.typed) throw new AppError('illegal-move');
      if (event.retracted !== null) throw new AppError('already-void');
      return change(actor, { action: 'answers.retract', reason }, signedRow(found.referral_id), tx =>
        addEvent(
          tx,
          found.referral_id,
          { kind: 'retracted', at: clock.now(), actor: actor.name, channel: 'here' },
          { eventId: id, reason },
        ),
      );
    },

    /** @throws AppError illegal-move: not the two answers that differ now */
    reconcile(
      actor: Actor,
      { phoneId, registryId, holds, reason }: Pick<Reconciliation, 'phoneId' | 'registryId' | 'holds' | 'reason'>,
    ): ReferralCourse {
      const found = read.first(query.selectFrom('referral_event').select('referral_id').where('id', '=', phoneId));
      if (!found) throw new AppError('not-found');
      const difference = differenceOf(referralEvents(read, [found.referral_id]));
      if (difference?.phone.id !== phoneId || difference.registry.id !== registryId) throw new AppError('illegal-move');
      const at = clock.now();
      const reconciliation = { phoneId, registryId, holds, reason, at, by: actor.name };
      return change(actor, { action: 'answers.reconcile', reason }, signedRow(found.referral_id), tx =>
        addEvent(
          tx,
          found.referral_id,
          { kind: 'reconciled', at, actor: actor.name, channel: 'here' },
          { reason, reconciliation },
        ),
      );
    },

    /** Who has taken note of what is new of a referral is kept; a difference stays until somebody has decided. */
    acknowledge(actor: Actor, { referralId }: { referralId: Id }): void {
      const { patient_id: patientId } = signedRow(referralId);
      const unread = read.all(
        query
          .selectFrom('unread')
          .select('id')
          .where('referral_id', '=', referralId)
          .where('kind', 'in', ['answer', 'message']),
      );
      if (unread.length === 0) return;
      write(actor, { action: 'answers.acknowledge', subject: patientId, reason: null }, tx => {
        for (const { id } of unread) {
          tx.bookkeeping.remove('unread', { id });
          tx.insert('acknowledgement', { id, referral_id: referralId, at: clock.now(), by_name: actor.name });
        }
        tx.announce({ type: 'referral.changed', referralId, patientId });
      });
    },
  };
}
