import { type Compilable, sql } from 'kysely';
import type { OutboxStep } from '../database/rows/sync-rows.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Write } from '../database/unit-of-work.ts';
import { IS_OPEN, IS_STUCK } from '../outbox/row-states.ts';
import { ATTACHMENT_STEPS } from '../outbox/rows.ts';

/** One outbox row as it is about to be sent. */
export interface QueuedRow {
  seq: number;
  op_id: string;
  stream_id: string;
  step: OutboxStep;
  resource_type: string | null;
  resource_id: string | null;
  attempt: number;
  sent_at: string | null;
  next_at: string | null;
  error_class: string | null;
  /** Of a move: the version of the Task on which a person decided to make it. */
  base_version: string | null;
}

/** Letters go in a lane of their own: a slow upload never holds up a referral, a move or a message. */
export type Lane = 'care' | 'letters';

const COLUMNS = [
  'seq',
  'op_id',
  'stream_id',
  'step',
  'resource_type',
  'resource_id',
  'attempt',
  'sent_at',
  'next_at',
  'error_class',
  'base_version',
] as const satisfies (keyof QueuedRow)[];

/** Mostly the first row is the one; where many wait, few questions reach those behind them. */
const FIRST_PAGE = 8;
const LARGEST_PAGE = 256;

/** Where the last page ended. */
interface Place {
  priority: number;
  seq: number;
}
const START: Place = { priority: -1, seq: -1 };

/**
 * Rows of a lane whose turn it is, whether or not their waiting time is over: everything before them in their stream
 * and lane is settled, what they depend on is acknowledged. Urgent first, then in the order of their making. Reads in the
 * order of the index `outbox_turn` and only as far as it is asked, however long the queue is.
 */
export function* eligibleRows(read: Reader, lane: Lane): Generator<QueuedRow> {
  let last = START;
  for (let page = FIRST_PAGE; ; page = Math.min(page * 2, LARGEST_PAGE)) {
    const rows = read.all(last === START ? firstPage(read, lane) : eligiblePage(read, lane, last, page));
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < page) return;
    last = end;
  }
}

const firstPages = new Map<Lane, ReturnType<ReturnType<typeof eligiblePage>['compile']>>();

/** Asked before every row that is sent: made once, for making it takes longer than asking it. */
function firstPage(read: Reader, lane: Lane): Compilable<QueuedRow & Place> {
  const made = firstPages.get(lane) ?? eligiblePage(read, lane, START, FIRST_PAGE).compile();
  firstPages.set(lane, made);
  return { compile: () => made };
}

function eligiblePage({ query }: Reader, lane: Lane, last: Place, page: number) {
  const inLane = lane === 'letters' ? ('in' as const) : ('not in' as const);
  return query
    .selectFrom('outbox as o')
    .select([...COLUMNS, 'priority'])
    .where(IS_OPEN)
    .where('state', '=', 'pending')
    .where(({ eb, refTuple, tuple }) => eb(refTuple('priority', 'seq'), '>', tuple(last.priority, last.seq)))
    .where('step', inLane, ATTACHMENT_STEPS)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('depends_on', 'is', null),
        exists(
          selectFrom('outbox as d')
            .select('d.seq')
            .whereRef('d.seq', '=', 'o.depends_on')
            .where('d.state', '=', 'acked'),
        ),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as e')
            .select('e.seq')
            .whereRef('e.stream_id', '=', 'o.stream_id')
            .whereRef('e.seq', '<', 'o.seq')
            .where('e.step', inLane, ATTACHMENT_STEPS)
            // messages keep their own order only: what holds up the Task does not silence anybody
            .where(only => only.or([only('o.step', '!=', 'message'), only('e.step', '=', 'message')]))
            .where(sql<boolean>`+e.state IN ('pending', 'inflight')`), // + : by stream, which is short
        ),
      ),
    )
    .orderBy('priority')
    .orderBy('seq')
    .limit(page);
}

/**
 * Whether anything is on its way or could go, now or after its wait. What only a person can free does not count, nor an
 * answer to a referral that its own hospital has yet to send.
 */
export function hasWork(read: Reader): boolean {
  const { query } = read;
  const inflight = query.selectFrom('outbox').select('seq').where('state', '=', 'inflight');
  if (read.first(inflight.where(IS_OPEN).limit(1))) return true;
  for (const lane of ['care', 'letters'] as const) {
    for (const row of eligibleRows(read, lane)) if (row.error_class !== 'not-there-yet') return true;
  }
  return false;
}

/** What the registry has forbidden goes once more: rights may have been given since. */
export function reopenForbidden(read: Reader, write: Write): void {
  const forbidden = read.all(
    read.query
      .selectFrom('outbox')
      .select('op_id')
      .where(IS_STUCK)
      .where('state', '=', 'blocked')
      .where('error_class', '=', 'forbidden'),
  );
  if (forbidden.length === 0) return;
  write(PROGRAM, { action: 'sync.reopen', subject: null, reason: null }, tx => {
    for (const { op_id } of forbidden) tx.bookkeeping.update('outbox', { op_id }, { state: 'pending' });
  });
}
