import { randomUUID } from 'node:crypto';
import { indexPatient, namesOfVersions } from '../../../electron/services/patients/patient-index.ts';
import { createPatientSearch } from '../../../electron/services/patients/patient-search.ts';
import { type Clock, systemClock } from '../../../electron/services/ports.ts';
import { inClear } from '../../../shared/records/masking.ts';
import { blankPatient, type PatientFields } from '../../../shared/records/patient.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const NURSE = { id: 'nurse', name: 'nurse' };

/** Patients on a real encrypted database, and a search that answers with their names. */
export function searchSite(clock: Clock = systemClock) {
  const store = openStore({ clock });
  const search = createPatientSearch(store);
  const earlier = namesOfVersions(store.read);
  return {
    store,
    search,
    inClear,
    add(fields: Partial<PatientFields>): string {
      const id = randomUUID();
      const now = store.clock.now();
      store.write(NURSE, { action: 'patients.create', subject: id, reason: null }, tx => {
        tx.insert('patient', row(id, { ...blankPatient(), ...fields }, now));
        indexPatient(tx, id, earlier);
      });
      return id;
    },
    change(id: string, version: number, fields: Partial<PatientFields>): void {
      const whole = { ...blankPatient(), ...fields };
      store.write(NURSE, { action: 'patients.update', subject: id, reason: null }, tx => {
        tx.update('patient', id, version, { body_json: JSON.stringify(whole), name: whole.name });
        indexPatient(tx, id, earlier);
      });
    },
    names: (query: string, fuzzy = false, limit = 200): string[] =>
      search({ query, fuzzy, limit, userId: NURSE.id, conceal: inClear }).map(({ name }) => name),
    userId: NURSE.id,
  };
}

const row = (id: string, fields: PatientFields, now: string) => ({
  id,
  body_json: JSON.stringify(fields),
  name: fields.name,
  created_at: now,
  updated_at: now,
  voided_at: null,
});

/** The terms in the table, which must be those that the patients' rows say. */
export const storedTerms = ({ connection }: OpenStore): string[] =>
  (connection.prepare('SELECT term FROM patient_term ORDER BY term').all() as { term: string }[]).map(
    ({ term }) => term,
  );
