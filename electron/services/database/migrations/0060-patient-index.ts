import type { Connection } from '../connection.ts';

/**
 * The index that patients are found by, who opened whom, and the paths by which the audit log is filtered. What stood in
 * `patient_search` is not moved: form 0 makes the services build each patient's terms anew when the vault opens.
 */
export const up = (db: Connection) =>
  db.exec(`
    DROP TABLE patient_search;

    CREATE TABLE patient_index (
      patient INTEGER PRIMARY KEY, patient_id TEXT NOT NULL UNIQUE REFERENCES patient(id), form INTEGER NOT NULL,
      terms TEXT NOT NULL, earlier_terms TEXT NOT NULL) STRICT;
    CREATE INDEX patient_index_by_form ON patient_index(form);
    INSERT INTO patient_index (patient_id, form, terms, earlier_terms) SELECT id, 0, '', '' FROM patient;

    CREATE TABLE patient_term (
      term TEXT NOT NULL, patient INTEGER NOT NULL, PRIMARY KEY (term, patient)) STRICT, WITHOUT ROWID;

    CREATE TABLE patient_opened (
      user_id TEXT NOT NULL, patient_id TEXT NOT NULL REFERENCES patient(id), opened_at TEXT NOT NULL,
      noted_at TEXT NOT NULL, PRIMARY KEY (user_id, patient_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX patient_opened_by_time ON patient_opened(user_id, opened_at);

    CREATE INDEX audit_event_by_subject ON audit_event(subject_id, seq);
    CREATE INDEX audit_event_by_actor ON audit_event(actor_id, seq);
    CREATE INDEX audit_event_by_time ON audit_event(at);
  `);
