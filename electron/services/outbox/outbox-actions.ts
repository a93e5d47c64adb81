import { AppError } from '../../../shared/contract/errors.ts';
import type { OutboxDetail } from '../../../shared/contract/transfer.ts';
import { BUSINESS_STATES } from '../../../shared/fhir/task-moves.ts';
import type { Id } from '../../../shared/records/time.ts';
import { blankDetail } from '../answers/referral-events.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { presentCopy } from '../sync/remote-copies.ts';
import { SET_ASIDE } from './delivery.ts';
import { giveUp } from './give-up.ts';
import { createOutboxProblems, type ProblemNames } from './outbox-problems.ts';
import { type OutboxHead, rowsOf } from './rows.ts';

/** What a person does about rows that do not go by themselves. Each is one unit of work, audited. */
export function createOutboxActions({ names, ...base }: ServiceDependencies & { names: ProblemNames }) {
  const { read, write, clock, ids } = base;
  const problems = createOutboxProblems({ read, names });

  function stuckRow(seq: number, choice: OutboxDetail['problems'][number]['choices'][number]): OutboxHead {
    const streamId = read.first(read.query.selectFrom('outbox').select('stream_id').where('seq', '=', seq))?.stream_id;
    if (streamId === undefined) throw new AppError('not-found');
    const row = rowsOf(read, [streamId]).find(each => each.seq === seq);
    const may = problems.of(streamId).find(each => each.seq === seq)?.choices ?? [];
    if (!row || !may.includes(choice)) throw new AppError('illegal-move');
    return row;
  }

  const detail = (referralId: Id): OutboxDetail => ({
    problems: problems.of(referralId),
    rows: problems.rows(referralId),
  });

  function act(
    actor: Actor,
    deed: { action: string; reason: string | null },
    row: OutboxHead,
    work: (tx: Transaction) => void,
  ): OutboxDetail {
    const referral = read.first(read.query.selectFrom('referral').select('patient_id').where('id', '=', row.stream_id));
    const patientId = referral?.patient_id ?? '';
    write(actor, { ...deed, subject: patientId || null }, tx => {
      tx.note();
      work(tx);
      if (patientId === '') tx.announce({ type: 'received.changed' });
      else tx.announce({ type: 'referral.changed', referralId: row.stream_id, patientId });
    });
    return detail(row.stream_id);
  }

  function addEvent(
    tx: Transaction,
    actor: Actor,
    referralId: Id,
    kind: 'set-aside' | 'decided',
    change: object,
  ): void {
    const isOurs = tx.read.first(tx.read.query.selectFrom('referral').select('id').where('id', '=', referralId));
    if (!isOurs) return; // an answer to another hospital's referral: the audit has it
    tx.insert('referral_event', {
      id: ids.uuid(),
      referral_id: referralId,
      kind,
      at: clock.now(),
      server_time: null,
      actor: actor.name,
      channel: 'here',
      detail_json: JSON.stringify({ ...blankDetail(), ...change }),
    });
  }

  const again = { state: 'pending', next_at: null, error_class: null, http_status: null, outcome: null } as const;

  return {
    /** @throws AppError not-found */
    detail({ referralId }: { referralId: Id }): OutboxDetail {
      return detail(referralId);
    },
    resend(actor: Actor, { seq }: { seq: number }): OutboxDetail {
      const row = stuckRow(seq, 'resend');
      return act(actor, { action: 'outbox.resend', reason: null }, row, tx =>
        tx.bookkeeping.update('outbox', { op_id: row.op_id }, again),
      );
    },
    setAside(actor: Actor, { seq, reason }: { seq: number; reason: string }): OutboxDetail {
      const row = stuckRow(seq, 'set-aside');
      return act(actor, { action: 'outbox.setAside', reason }, row, tx => {
        giveUp(tx, row, { error_class: SET_ASIDE, outcome: reason });
        addEvent(tx, actor, row.stream_id, 'set-aside', { reason, notes: row.outcome ? [row.outcome] : [] });
      });
    },
    decide(actor: Actor, input: { seq: number; choice: 'insist' | 'give-way'; reason: string }): OutboxDetail {
      const row = stuckRow(input.seq, input.choice);
      const intent = problems.intentOf(row);
      return act(actor, { action: 'outbox.decide', reason: input.reason }, row, tx => {
        if (input.choice === 'insist') {
          const copy = presentCopy(tx.read, 'Task', row.stream_id);
          tx.bookkeeping.update('outbox', { op_id: row.op_id }, { ...again, base_version: copy?.version_id ?? null });
        } else {
          giveUp(tx, row);
          if (BUSINESS_STATES[intent.to].status === 'cancelled') reopen(tx, row.stream_id);
        }
        addEvent(tx, actor, row.stream_id, 'decided', {
          businessStatus: intent.to,
          reason: input.reason,
          notes: [input.choice, row.outcome ?? ''],
        });
      });
    },
  };
}

/** The referral stands after all. */
function reopen(tx: Transaction, referralId: Id): void {
  const referral = tx.read.first(tx.read.query.selectFrom('referral').selectAll().where('id', '=', referralId));
  if (referral?.closed_as) tx.update('referral', referralId, referral.version, { closed_as: null });
}
