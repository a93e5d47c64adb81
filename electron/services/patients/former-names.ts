import type { Instant } from '../../../shared/records/time.ts';
import type { PatientRow } from '../database/schema.ts';
import type { Reader } from '../database/store.ts';

/** A name that a record had, and until when. */
export interface FormerName {
  name: string;
  until: Instant;
  /** Id of the user who replaced it. */
  replacedBy: string;
}

/** The names that the record had in earlier versions and has no more, the latest first. */
export function formerNames(read: Reader, patientId: string): FormerName[] {
  const present = read.first(read.query.selectFrom('patient').select('name').where('id', '=', patientId))?.name;
  const versions = read.all(
    read.query
      .selectFrom('row_version')
      .select(['row_json', 'replaced_at', 'replaced_by'])
      .where('entity', '=', 'patient')
      .where('entity_id', '=', patientId)
      .orderBy('version', 'desc'),
  );
  const former = new Map<string, FormerName>();
  for (const { row_json, replaced_at, replaced_by } of versions) {
    const { name } = JSON.parse(row_json) as Pick<PatientRow, 'name'>;
    if (name !== present && !former.has(name)) former.set(name, { name, until: replaced_at, replacedBy: replaced_by });
  }
  return [...former.values()];
}
