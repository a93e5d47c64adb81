import type { AuditCheck, AuditEvent } from '../../../shared/contract/administration.ts';
import type { Reader } from '../database/store.ts';
import { checkAudit } from './audit-chain.ts';

export type AuditService = ReturnType<typeof createAudit>;

export function createAudit({ read }: { read: Reader }) {
  return {
    check: (): AuditCheck => checkAudit(read),
    /** Newest first; `before` is the number of the last event already shown. */
    list({ before, limit }: { before: number | null; limit: number }): AuditEvent[] {
      const all = read.query.selectFrom('audit_event').selectAll().orderBy('seq', 'desc').limit(limit);
      return read.all(before === null ? all : all.where('seq', '<', before)).map(row => ({
        seq: row.seq,
        at: row.at,
        actor: row.actor_name,
        action: row.action,
        subjectId: row.subject_id,
        reason: row.reason,
        changes: JSON.parse(row.changes_json),
        hash: row.hash,
      }));
    },
  };
}
