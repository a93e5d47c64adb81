import type { Resource } from '@medplum/fhirtypes';
import type { OutboxDetail, OutboxProblem } from '../../../shared/contract/transfer.ts';
import { rebaseOf, TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { partsNamed, unsoundParts } from '../../../shared/fhir/refused-part.ts';
import { mayMove, placeOf } from '../../../shared/fhir/task-moves.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { Reader } from '../database/store.ts';
import { remoteTasks } from './delivery.ts';
import { bodyOf, isAttachment, type OutboxHead, rowsOf } from './rows.ts';

/** Names that stand behind codes. */
export interface ProblemNames {
  /** Hospital of a facility code; the code where it is unknown. */
  facility(code: string): string;
}

/** What the outbox tells a person of one referral: the rows that ask for somebody, and all rows with their attempts. */
export function createOutboxProblems({ read, names }: { read: Reader; names: ProblemNames }) {
  const { query } = read;

  const attemptsOf = (seq: number) =>
    read.all(query.selectFrom('attempt_log').selectAll().where('seq', '=', seq).orderBy('id', 'desc').limit(50));

  const sentIn = (row: OutboxHead): unknown => {
    try {
      return bodyOf(read, row.seq);
    } catch {
      return null; // damaged: said by its reason
    }
  };

  const intentOf = (row: OutboxHead): TaskIntent => TaskIntent.parse(sentIn(row));

  function moveOf(row: OutboxHead): OutboxProblem['move'] {
    if (row.step !== 'task') return null;
    const intent = intentOf(row);
    const task = remoteTasks(read, [row.stream_id]).get(row.stream_id);
    const mine = { to: intent.to, at: intent.at, by: names.facility(intent.site), reason: intent.reason ?? '' };
    if (!task) return { mine, theirs: null, isAlarm: false };
    const { taskStatus, businessStatus, statusAt: serverTime, reason, ops } = task;
    const by = names.facility(ops.findLast(op => op.to === businessStatus)?.site ?? ops.at(-1)?.site ?? '');
    const isAlarm = rebaseOf(task, intent.to, intent.side, false) === 'alarm';
    return { mine, theirs: { taskStatus, businessStatus, serverTime, by, reason }, isAlarm };
  }

  function choicesOf(row: OutboxHead): OutboxProblem['choices'] {
    const reason = row.error_class ?? '';
    if (reason === 'conflict') {
      const task = remoteTasks(read, [row.stream_id]).get(row.stream_id);
      const { to, side } = intentOf(row);
      const mayInsist = task && mayMove(placeOf(task.taskStatus, task.businessStatus), to, side);
      return mayInsist ? ['insist', 'give-way'] : ['give-way'];
    }
    if (row.state === 'dead') return row.step === 'bundle' ? ['edit', 'resend', 'set-aside'] : ['resend', 'set-aside'];
    return RESENDABLE.includes(reason) ? ['resend', 'set-aside'] : ['set-aside'];
  }

  function problemOf(row: OutboxHead): OutboxProblem {
    const words = row.outcome ?? '';
    const isRefused = row.state === 'dead';
    const sent = isRefused && !isAttachment(row.step) && row.step !== 'task' ? (sentIn(row) as Resource | null) : null;
    const named = isRefused ? partsNamed(words, sent) : [];
    return {
      seq: row.seq,
      step: row.step,
      kind: isRefused ? 'refused' : row.error_class === 'conflict' ? 'conflict' : 'blocked',
      reason: row.error_class ?? 'refused',
      httpStatus: row.http_status,
      words,
      at: attemptsOf(row.seq)[0]?.started_at ?? null,
      parts: named.length > 0 ? named : unsoundParts(sent),
      move: moveOf(row),
      choices: choicesOf(row),
    };
  }

  return {
    intentOf,
    /** What stands at the registry where patient and ward may be going different ways; null where they are not. */
    alarmOf(referralId: Id): string | null {
      const moves = rowsOf(read, [referralId])
        .filter(({ state, error_class }) => state === 'blocked' && error_class === 'conflict')
        .map(moveOf);
      return moves.find(move => move?.isAlarm)?.theirs?.businessStatus ?? null;
    },
    of(referralId: Id): OutboxProblem[] {
      return rowsOf(read, [referralId])
        .filter(({ state }) => state === 'dead' || state === 'blocked')
        .map(problemOf);
    },
    rows: (referralId: Id): OutboxDetail['rows'] =>
      rowsOf(read, [referralId]).map(row => ({
        seq: row.seq,
        step: row.step,
        resource: [row.resource_type, row.resource_id].filter(Boolean).join('/'),
        state: row.state,
        createdAt: row.created_at,
        nextAt: row.next_at,
        ackedAt: row.acked_server_time,
        attempts: attemptsOf(row.seq).map(({ started_at: at, ms, error_class: reason, http_status: httpStatus }) => ({
          at,
          ms,
          reason,
          httpStatus,
        })),
      })),
  };
}

/** Blocked for a reason that somebody may have mended elsewhere. */
const RESENDABLE: readonly string[] = [
  'forbidden',
  'moved',
  'deleted',
  'training-mismatch',
  'registry-reset',
  'restored',
];
