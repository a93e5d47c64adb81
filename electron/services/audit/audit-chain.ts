import { createHash } from 'node:crypto';
import type { AuditCheck } from '../../../shared/contract/administration.ts';
import type { AuditEventRow } from '../database/rows/site-rows.ts';
import type { Reader, Store } from '../database/store.ts';

/** What precedes the first event. */
const GENESIS = '0'.repeat(64);

/** What an event says, before the chain gives it its place. */
export type AuditEntry = Omit<AuditEventRow, 'seq' | 'previous_hash' | 'hash'>;

/**
 * Hash of one link: SHA-256 over the fields in this fixed order, each length-prefixed by JSON, and the hash before it.
 * Changing, dropping or moving an event breaks every later link.
 */
function linkHash(event: Omit<AuditEventRow, 'hash'>): string {
  const fields = [
    event.seq,
    event.at,
    event.actor_id,
    event.actor_name,
    event.action,
    event.subject_id,
    event.reason,
    event.changes_json,
    event.previous_hash,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

const INSERT = `INSERT INTO audit_event
  (seq, at, actor_id, actor_name, action, subject_id, reason, changes_json, previous_hash, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const MOVE_HEAD = `INSERT INTO audit_head (id, seq, hash) VALUES (1, ?, ?)
  ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash`;

/** Adds one event at the head of the chain; called inside the unit of work's transaction only. */
export function appendAudit(store: Store, entry: AuditEntry): void {
  const head = store.first(store.query.selectFrom('audit_head').select(['seq', 'hash']));
  const link = { ...entry, seq: (head?.seq ?? 0) + 1, previous_hash: head?.hash ?? GENESIS };
  const hash = linkHash(link);
  store.execute(INSERT, [
    link.seq,
    link.at,
    link.actor_id,
    link.actor_name,
    link.action,
    link.subject_id,
    link.reason,
    link.changes_json,
    link.previous_hash,
    hash,
  ]);
  store.execute(MOVE_HEAD, [link.seq, hash]);
}

const PAGE = 1000;

/**
 * Walks the whole chain. A changed event is `tampered`, a gap in the numbers `missing`, a sound event that does not
 * continue its predecessor `reordered`; a chain that ends elsewhere than the head says lost its tail: `head-mismatch`.
 */
export function checkAudit(reader: Reader): AuditCheck {
  let previous = { seq: 0, hash: GENESIS };
  const fault = (seq: number, kind: NonNullable<AuditCheck['fault']>['kind']): AuditCheck => ({
    events: previous.seq,
    ok: false,
    fault: { seq, kind },
  });
  for (;;) {
    const page = reader.all(
      reader.query.selectFrom('audit_event').selectAll().where('seq', '>', previous.seq).orderBy('seq').limit(PAGE),
    );
    for (const event of page) {
      if (event.seq !== previous.seq + 1) return fault(previous.seq + 1, 'missing');
      if (linkHash(event) !== event.hash) return fault(event.seq, 'tampered');
      if (event.previous_hash !== previous.hash) return fault(event.seq, 'reordered');
      previous = { seq: event.seq, hash: event.hash };
    }
    if (page.length < PAGE) break;
  }
  const head = reader.first(reader.query.selectFrom('audit_head').select(['seq', 'hash']));
  if ((head?.seq ?? 0) !== previous.seq || (head?.hash ?? GENESIS) !== previous.hash)
    return fault(head?.seq ?? 0, 'head-mismatch');
  return { events: previous.seq, ok: true, fault: null };
}
