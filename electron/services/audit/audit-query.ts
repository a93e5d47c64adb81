import type { ExpressionBuilder } from 'kysely';
import type { AuditFilter } from '../../../shared/contract/administration.ts';
import { ACTIONS_OF_KIND, type AuditKind } from '../../../shared/records/audit-kind.ts';
import { instantOfWallClock } from '../../../shared/records/time.ts';
import type { Schema } from '../database/schema.ts';
import type { Reader } from '../database/store.ts';
import { recordsOf } from '../patients/same-person.ts';
import { foldForSearch, type TermKind } from '../patients/search-terms.ts';

const DAY_MS = 86_400_000;

/** The events that fit a filter. */
export function auditEvents(read: Reader, { kind, actorId, patient, from, to }: AuditFilter) {
  let events = read.query.selectFrom('audit_event').selectAll();
  if (actorId !== null) events = events.where('actor_id', '=', actorId);
  if (from !== null) events = events.where('at', '>=', instantOfWallClock(from));
  if (to !== null)
    events = events.where('at', '<', new Date(Date.parse(instantOfWallClock(to)) + DAY_MS).toISOString());
  if (patient !== '') events = events.where('subject_id', 'in', subjectsOf(read, patient));
  if (kind !== null) events = events.where(eb => ofKind(eb, kind));
  return events;
}

type Events = ExpressionBuilder<Schema, 'audit_event'>;

function ofKind(eb: Events, kind: AuditKind) {
  const any = (areas: readonly string[]) =>
    eb.or(areas.flatMap(area => [eb('action', '=', area), eb('action', 'like', `${area}.%`)]));
  return kind === 'record' ? eb.not(any(Object.values(ACTIONS_OF_KIND).flat())) : any(ACTIONS_OF_KIND[kind]);
}

/** Whole numbers only: the log is not a way to look for patients. */
const WHOLE: readonly TermKind[] = ['h', 'd', 't'];

/** What events may be about where a patient is named by a number, or anything by its id. */
function subjectsOf(read: Reader, typed: string): string[] {
  const folded = foldForSearch(typed);
  const found = read.all(
    read.query
      .selectFrom('patient_term')
      .innerJoin('patient_index', 'patient_index.patient', 'patient_term.patient')
      .select('patient_index.patient_id')
      .where(
        'patient_term.term',
        'in',
        WHOLE.map(kind => kind + folded),
      ),
  );
  const records = [...found.map(({ patient_id }) => patient_id), typed.trim()].flatMap(id => recordsOf(read, id));
  const owned = (['episode', 'referral'] as const).flatMap(table =>
    read.all(read.query.selectFrom(table).select('id').where('patient_id', 'in', records)).map(({ id }) => id),
  );
  return [...new Set([...records, ...owned])];
}
