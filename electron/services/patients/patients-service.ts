import type { Revealable } from '../../../shared/contract/clinical.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { type Patient, PatientFields } from '../../../shared/records/patient.ts';
import { storedPatient } from '../../../shared/records/stored-patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { replacedRows } from '../database/replaced-rows.ts';
import type { PatientRow } from '../database/rows/patient-rows.ts';
import { type Actor, PROGRAM, type Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { matchKeys } from './match-keys.ts';
import { readPatientBody } from './patient-body.ts';
import { indexPatient, namesOfVersions } from './patient-index.ts';
import { createPatientSearch } from './patient-search.ts';
import { recordsOf, survivorOf } from './same-person.ts';

export interface PatientsDependencies extends ServiceDependencies {
  /** Age and sex are inputs of scores. */
  assess: (tx: Transaction, episodeId: string, since: string | null) => void;
}

export interface PatientUpdate {
  id: string;
  version: number;
  fields: PatientFields;
  reason: string;
}

export type PatientsService = ReturnType<typeof createPatients>;

export function createPatients(dependencies: PatientsDependencies) {
  const { read, write, clock, ids, assess } = dependencies;
  const query = read.query;
  const earlier = namesOfVersions(read);

  /** One record as it is written, merged or not. */
  function getOwn(id: string): Patient {
    const row = read.first(query.selectFrom('patient').selectAll().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  /** The person: of a merged record, the record that stands for it. */
  const get = (id: string): Patient => getOwn(survivorOf(read, id));

  /** Everything that a record is found by, former names too: an unnamed patient's number is on paper. */
  function putIndexes(tx: Transaction, patientId: string, fields: PatientFields): void {
    indexPatient(tx, patientId, earlier);
    putMatchKeys(tx, patientId, fields);
  }

  function putMatchKeys(tx: Transaction, patientId: string, fields: PatientFields): void {
    tx.bookkeeping.remove('patient_match', { patient_id: patientId });
    for (const key of matchKeys(fields)) tx.bookkeeping.put('patient_match', { patient_id: patientId, ...key });
  }

  /** Names and numbers in their stored form, and the doubts about the number as they are today. */
  const normal = (fields: PatientFields): PatientFields => storedPatient(fields, wallDay(clock.now()));

  /** Adds a record inside somebody's unit of work. */
  function add(tx: Transaction, id: string, fields: PatientFields): void {
    const stored = normal(fields);
    const now = clock.now();
    tx.insert('patient', {
      id,
      body_json: JSON.stringify(stored),
      name: stored.name,
      created_at: now,
      updated_at: now,
      voided_at: null,
    });
    putIndexes(tx, id, stored);
    tx.announce({ type: 'patient.changed', patientId: id });
  }

  /** Assesses all episodes of a person anew: age and sex are inputs of scores. */
  function assessPerson(tx: Transaction, id: string): void {
    const episodes = query.selectFrom('episode').select('id').where('patient_id', 'in', recordsOf(read, id));
    for (const episode of read.all(episodes)) assess(tx, episode.id, null);
  }

  /**
   * Changes a record inside somebody's unit of work, to fields in their stored form.
   * @throws AppError stale-version | patient-merged, with the id of the record that stands for it
   */
  function change(tx: Transaction, id: string, version: number, stored: PatientFields): void {
    const survivor = survivorOf(read, id);
    if (survivor !== id) throw new AppError('patient-merged', { id: survivor });
    tx.update('patient', id, version, {
      body_json: JSON.stringify(PatientFields.parse(stored)),
      name: stored.name,
      updated_at: clock.now(),
    });
    putIndexes(tx, id, stored);
    assessPerson(tx, id);
    tx.announce({ type: 'patient.changed', patientId: id });
  }

  // A database from before the match keys has none; they are an index, so nothing is recorded about it.
  if (!read.first(query.selectFrom('patient_match').select('patient_id').limit(1)))
    write(PROGRAM, { action: 'patients.index', subject: null, reason: null }, tx => {
      for (const row of read.all(query.selectFrom('patient').selectAll())) putMatchKeys(tx, row.id, fromRow(row));
    });

  return {
    get,
    search: createPatientSearch({ read, clock }),
    /** One masked field in clear, and that somebody asked for it. */
    reveal(actor: Actor, { id, field }: { id: string; field: Revealable }): { value: string } {
      const patient = get(id);
      write(actor, { action: `patients.reveal.${field}`, subject: id, reason: null }, tx => tx.note());
      return { value: field === 'identity' ? patient.identity.number : patient[field] };
    },
    getOwn,
    normal,
    add,
    change,
    assessPerson,
    create(actor: Actor, fields: PatientFields): Patient {
      const id = ids.uuid();
      write(actor, { action: 'patients.create', subject: id, reason: null }, tx => add(tx, id, fields));
      return get(id);
    },
    /** `alongside` writes what was decided with the change, in the same transaction. */
    update(actor: Actor, input: PatientUpdate, alongside: (tx: Transaction) => void = () => undefined): Patient {
      const { id, version, fields } = input;
      write(actor, { action: 'patients.update', subject: id, reason: input.reason || null }, tx => {
        const stored = normal(fields);
        // who gets another name is no longer unnamed
        change(tx, id, version, { ...stored, unnamed: stored.unnamed && stored.name === getOwn(id).name });
        alongside(tx);
      });
      return get(id);
    },
    versions(id: string) {
      const { id: subject } = get(id);
      return replacedRows<PatientRow>(read, 'patient', [subject]).map(({ row, change }) => ({
        before: readPatientBody(row.body_json),
        change,
      }));
    },
  };
}

const fromRow = (row: PatientRow): Patient => ({
  ...readPatientBody(row.body_json),
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  voidedAt: row.voided_at,
});
