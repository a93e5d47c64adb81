import type { PatientRow } from '../database/rows/patient-rows.ts';
import type { Reader } from '../database/store.ts';
import { PROGRAM, type Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { formerVersions } from './former-names.ts';
import { readPatientBody } from './patient-body.ts';
import { INDEX_FORM, type Searchable, searchTerms } from './search-terms.ts';

/** Patients built anew in one transaction. */
const SLICE = 200;

const joined = (terms: readonly string[]): string => terms.map(term => `\n${term}`).join('');
const split = (terms: string): string[] => terms.split('\n').filter(term => term !== '');

/** Names and numbers that this record is found by besides its present ones. */
export type EarlierNames = (patientId: string) => Searchable[];

/** Every name and number that the record bore in an earlier version: 无名氏 finds who it was. */
export const namesOfVersions =
  (read: Reader): EarlierNames =>
  patientId =>
    formerVersions(read, patientId).map(({ row_json }) => fieldsOf(JSON.parse(row_json) as PatientRow));

const fieldsOf = (row: Pick<PatientRow, 'body_json'>): Searchable => readPatientBody(row.body_json);

/**
 * Brings the terms of one record up to date with its row, inside the transaction that changed the row. A voided record is
 * found no more. A merged one keeps its terms: the search leads from it to the record that stands for it.
 */
export function indexPatient(tx: Transaction, patientId: string, earlier: EarlierNames): void {
  const { read, bookkeeping } = tx;
  const row = read.first(read.query.selectFrom('patient').selectAll().where('id', '=', patientId));
  const terms = row && row.voided_at === null ? searchTerms(fieldsOf(row)) : [];
  const now = new Set(terms);
  const before =
    row && row.voided_at === null
      ? [...new Set(earlier(patientId).flatMap(searchTerms))].filter(term => !now.has(term))
      : [];
  const stored = () =>
    read.first(read.query.selectFrom('patient_index').selectAll().where('patient_id', '=', patientId));
  const present = stored();
  const body = { form: INDEX_FORM, terms: joined(terms), earlier_terms: joined(before) };
  if (present) bookkeeping.update('patient_index', { patient_id: patientId }, body);
  else bookkeeping.put('patient_index', { patient_id: patientId, ...body });
  const patient = (present ?? stored())?.patient as number;
  const wanted = new Set([...terms, ...before]);
  const had = new Set(present ? split(present.terms + present.earlier_terms) : []);
  for (const term of had) if (!wanted.has(term)) bookkeeping.remove('patient_term', { term, patient });
  for (const term of wanted) if (!had.has(term)) bookkeeping.put('patient_term', { term, patient });
}

/** Builds the index of all patients whose terms are of an older form; lets others run between slices. */
export async function rebuildIndex(
  { read, write }: Pick<ServiceDependencies, 'read' | 'write'>,
  earlier: EarlierNames,
) {
  const old = read.query
    .selectFrom('patient_index')
    .select('patient_id')
    .where('form', '<', INDEX_FORM)
    .orderBy('form')
    .limit(SLICE);
  for (let slice = read.all(old); slice.length > 0; slice = read.all(old)) {
    write(PROGRAM, { action: 'patients.index', subject: null, reason: null }, tx => {
      for (const { patient_id } of slice) indexPatient(tx, patient_id, earlier);
    });
    await new Promise(resolve => setImmediate(resolve));
  }
}
