import type { OutboxRow, OutboxStep } from '../database/rows/sync-rows.ts';
import type { Reader } from '../database/store.ts';

/** An outbox row; its payload is read by `payloadOf`. */
export type OutboxHead = Omit<OutboxRow, 'seq'> & { seq: number };

const COLUMNS = [
  'seq',
  'op_id',
  'stream_id',
  'step',
  'resource_type',
  'resource_id',
  'payload_sha256',
  'payload_format',
  'depends_on',
  'priority',
  'state',
  'attempt',
  'sent_at',
  'next_at',
  'base_version',
  'acked_version',
  'acked_server_time',
  'error_class',
  'http_status',
  'outcome',
  'created_at',
  'device_id',
  'db_epoch',
] as const;

/** All rows of the given referrals in the order of their making. */
export const rowsOf = (read: Reader, streamIds: readonly string[]): OutboxHead[] =>
  streamIds.length === 0
    ? []
    : read.all(read.query.selectFrom('outbox').select(COLUMNS).where('stream_id', 'in', streamIds).orderBy('seq'));

/** The frozen bytes of a row with the hash that they were frozen with. */
export function payloadOf(read: Reader, seq: number): { payload: Buffer; sha256: string } {
  const row = read.first(
    read.query
      .selectFrom('outbox')
      .innerJoin('outbox_payload', 'outbox_payload.seq', 'outbox.seq')
      .select(['payload', 'payload_sha256'])
      .where('outbox.seq', '=', seq),
  );
  return { payload: row?.payload ?? Buffer.alloc(0), sha256: row?.payload_sha256 ?? '' };
}

/** The same, read as JSON. */
export const bodyOf = (read: Reader, seq: number): unknown => JSON.parse(payloadOf(read, seq).payload.toString('utf8'));

/** Letters go in a lane of their own, so that a slow upload never holds up an answer or a withdrawal. */
export const ATTACHMENT_STEPS = ['binary', 'document'] as const satisfies OutboxStep[];
export const isAttachment = (step: OutboxStep): boolean => step === 'binary' || step === 'document';

/**
 * What goes to the registry only: in the lane of the letters, so that one that is refused holds up neither an answer nor
 * a withdrawal. It is no part of what the ward gets.
 */
export const isRegistryOnly = ({ step, resource_type }: Pick<OutboxHead, 'step' | 'resource_type'>): boolean =>
  step === 'document' && resource_type === 'Observation';

/**
 * The row whose acknowledgement means "delivered": the transaction that ends with the Task. A refused one may have been
 * replaced by a corrected one; the last that is not given up counts.
 */
export function headOf(rows: readonly OutboxHead[]): OutboxHead | undefined {
  const heads = rows.filter(row => row.step === 'bundle' && row.resource_type === 'Task');
  return heads.findLast(row => row.state !== 'superseded') ?? heads.at(-1);
}
