import type { Instant } from '../../../shared/records/time.ts';
import type { PatientRow } from '../database/rows/patient-rows.ts';
import type { RowVersionRow } from '../database/rows/site-rows.ts';
import type { Reader } from '../database/store.ts';

/** A name that a record had, and until when. */
export interface FormerName {
  name: string;
  until: Instant;
  /** Id of the user who replaced it. */
  replacedBy: string;
}

/**
 * Earlier versions of a record, the latest first. What it held while a merge stood that was undone since is partly
 * another person's, and not among them.
 */
export function formerVersions(
  read: Reader,
  patientId: string,
): Pick<RowVersionRow, 'row_json' | 'replaced_at' | 'replaced_by'>[] {
  return read.all(
    read.query
      .selectFrom('row_version')
      .select(['row_json', 'replaced_at', 'replaced_by'])
      .where('entity', '=', 'patient')
      .where('entity_id', '=', patientId)
      .where(eb =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('patient_merge')
              .select('patient_merge.id')
              .where('survivor_id', '=', patientId)
              .whereRef('merged_at', '<', 'row_version.replaced_at')
              .whereRef('undone_at', '>=', 'row_version.replaced_at'),
          ),
        ),
      )
      .orderBy('version', 'desc'),
  );
}

/** The names that the record had and has no more, the latest first. */
export function formerNames(read: Reader, patientId: string): FormerName[] {
  const present = read.first(read.query.selectFrom('patient').select('name').where('id', '=', patientId))?.name;
  const former = new Map<string, FormerName>();
  for (const { row_json, replaced_at, replaced_by } of formerVersions(read, patientId)) {
    const { name } = JSON.parse(row_json) as Pick<PatientRow, 'name'>;
    if (name !== present && !former.has(name)) former.set(name, { name, until: replaced_at, replacedBy: replaced_by });
  }
  return [...former.values()];
}
