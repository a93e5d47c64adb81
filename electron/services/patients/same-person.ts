import type { Reader } from '../database/store.ts';
import type { Transaction } from '../database/unit-of-work.ts';

/** The record that stands for a person: the record itself, or the one it was merged into. */
export function survivorOf(read: Reader, patientId: string): string {
  const alias = read.first(
    read.query.selectFrom('patient_alias').select('survivor_id').where('patient_id', '=', patientId),
  );
  return alias?.survivor_id ?? patientId;
}

/** All records of a person, the surviving one first. A merge moves no row: episodes stay with the record they began on. */
export function recordsOf(read: Reader, patientId: string): string[] {
  const survivor = survivorOf(read, patientId);
  const merged = read.all(
    read.query.selectFrom('patient_alias').select('patient_id').where('survivor_id', '=', survivor),
  );
  return [survivor, ...merged.map(({ patient_id }) => patient_id)];
}

/** Works out anew, from the merges that stand, which record stands for which. */
export function putAliases(tx: Transaction): void {
  const { read } = tx;
  const standing = read.all(
    read.query.selectFrom('patient_merge').select(['merged_id', 'survivor_id']).where('undone_at', 'is', null),
  );
  const into = new Map(standing.map(({ merged_id, survivor_id }) => [merged_id, survivor_id]));
  for (const { patient_id } of read.all(read.query.selectFrom('patient_alias').select('patient_id')))
    if (!into.has(patient_id)) tx.bookkeeping.remove('patient_alias', { patient_id });
  for (const id of into.keys()) {
    let survivor = id;
    for (let next = into.get(survivor); next !== undefined; next = into.get(survivor)) survivor = next;
    tx.bookkeeping.put('patient_alias', { patient_id: id, survivor_id: survivor });
  }
}

/**
 * The counter that the registry compares for the Patient resource of a record. While the record is merged, what is
 * sent under its id are the survivor's fields, so both versions count; it never goes back, also not when a merge is undone.
 */
export function wireRevision(read: Reader, patientId: string): number {
  const own = read.first(read.query.selectFrom('patient').select('version').where('id', '=', patientId))?.version ?? 0;
  const merges = read.all(
    read.query
      .selectFrom('patient_merge')
      .select(['survivor_id', 'undone_revision'])
      .where('merged_id', '=', patientId),
  );
  return merges.reduce((sum, { survivor_id, undone_revision }) => {
    return sum + (undone_revision ?? wireRevision(read, survivor_id));
  }, own);
}
