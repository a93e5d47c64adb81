import type { AuditCheck, AuditEvent, AuditFilter } from '../../../shared/contract/administration.ts';
import { actionText, changesText } from '../../../shared/i18n/audit-text.ts';
import { createI18n, type Language } from '../../../shared/i18n/i18n.ts';
import { csvText } from '../../../shared/records/csv-text.ts';
import { wallClock, wallDay } from '../../../shared/records/time.ts';
import type { AuditEventRow } from '../database/rows/site-rows.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { checkAudit } from './audit-chain.ts';
import { auditEvents } from './audit-query.ts';

/** Events of one export: more than a spreadsheet is read for. */
export const MOST_EXPORTED = 100_000;

/** The hash-chained log, read: by whom, when, what, on which patient. */
export function createAudit({ read, write, clock }: Pick<ServiceDependencies, 'read' | 'write' | 'clock'>) {
  return {
    check: (): AuditCheck => checkAudit(read),
    /** Newest first; `before` is the number of the last event already shown. */
    list({ before, limit, filter }: { before: number | null; limit: number; filter: AuditFilter }): AuditEvent[] {
      const all = auditEvents(read, filter).orderBy('seq', 'desc').limit(limit);
      return read.all(before === null ? all : all.where('seq', '<', before)).map(fromRow);
    },
    /** Everybody who may stand in the log. */
    actors(): Actor[] {
      const users = read.query
        .selectFrom('user_account')
        .select(['id', 'display_name as name'])
        .orderBy('display_name');
      return [...read.all(users), PROGRAM];
    },
    /** The events that fit, newest first, as CSV in the language of the reader; that it was exported is audited first. */
    export(
      actor: Actor,
      { filter, language }: { filter: AuditFilter; language: Language },
    ): { csv: string; fileName: string; total: number; isWhole: boolean } {
      const now = clock.now();
      write(actor, { action: 'audit.export', subject: null, reason: null }, tx => tx.note());
      const { t } = createI18n(language);
      const rows = read.all(
        auditEvents(read, filter)
          .orderBy('seq', 'desc')
          .limit(MOST_EXPORTED + 1),
      );
      const events = rows.slice(0, MOST_EXPORTED).map(fromRow);
      const head = (['seq', 'at', 'actor', 'action', 'subject', 'reason', 'changes'] as const).map(column =>
        t(`settings.audit.column.${column}`),
      );
      const csv = csvText([
        [...head, 'action', 'SHA-256'],
        ...events.map(event => [
          event.seq,
          wallClock(event.at, 'seconds'),
          event.actor,
          actionText(event.action, t),
          event.subjectId ?? '',
          event.reason ?? '',
          changesText(event.changes, t),
          event.action,
          event.hash,
        ]),
      ]);
      const fileName = `audit-${wallDay(now)}.csv`;
      return { csv, fileName, total: events.length, isWhole: rows.length === events.length };
    },
  };
}

const fromRow = (row: AuditEventRow): AuditEvent => ({
  seq: row.seq,
  at: row.at,
  actor: row.actor_name,
  action: row.action,
  subjectId: row.subject_id,
  reason: row.reason,
  changes: JSON.parse(row.changes_json),
  hash: row.hash,
});
