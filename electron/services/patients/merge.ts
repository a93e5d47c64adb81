import { AppError } from '../../../shared/contract/errors.ts';
import type { Merge } from '../../../shared/contract/identity.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import { mergedFields, type PatientPart, unmergedFields } from '../../../shared/records/merge-patient.ts';
import { type Patient, PatientFields } from '../../../shared/records/patient.ts';
import type { PatientMergeRow } from '../database/rows/patient-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { readPatientBody } from './patient-body.ts';
import type { PatientsService } from './patients-service.ts';
import { putAliases, recordsOf, survivorOf, wireRevision } from './same-person.ts';

export interface MergesDependencies extends ServiceDependencies {
  patients: Pick<PatientsService, 'get' | 'getOwn' | 'change' | 'assessPerson'>;
}

export interface MergeInput {
  survivor: { id: string; version: number };
  merged: { id: string; version: number };
  take: readonly PatientPart[];
  reason: string;
}

const textOf = (fields: PatientFields): string => JSON.stringify(PatientFields.parse(fields));

/**
 * Merging moves no row. The merged record keeps its own fields and episodes and is shown as the survivor; what somebody
 * records in an episode belongs to that episode, and a new episode to the survivor. So an undo only has to take the
 * mark away, and to give the survivor back the fields that the merge had changed.
 */
export function createMerges({ read, write, clock, ids, patients }: MergesDependencies) {
  const rows = () => read.query.selectFrom('patient_merge').selectAll();

  /** A record that stands by itself, at the version that the caller saw. */
  function standing({ id, version }: MergeInput['survivor']): Patient {
    const survivor = survivorOf(read, id);
    if (survivor !== id) throw new AppError('patient-merged', { id: survivor });
    const patient = patients.getOwn(id);
    if (patient.version !== version) throw new AppError('stale-version', { id, count: patient.version });
    return patient;
  }

  function putFields(tx: Transaction, present: Patient, fields: PatientFields): void {
    if (textOf(present) !== textOf(fields)) patients.change(tx, present.id, present.version, fields);
  }

  function announce(tx: Transaction, patientIds: readonly string[]): void {
    for (const id of patientIds) {
      patients.assessPerson(tx, id);
      tx.announce({ type: 'patient.changed', patientId: id });
    }
  }

  /** Only the latest merge of a record that stands by itself: so each undo finds the fields as its merge left them. */
  const isUndoable = (row: PatientMergeRow): boolean =>
    row.undone_at === null &&
    survivorOf(read, row.survivor_id) === row.survivor_id &&
    latestOf(row.survivor_id)?.id === row.id;

  const latestOf = (survivorId: string): PatientMergeRow | undefined =>
    read.first(
      rows()
        .where('survivor_id', '=', survivorId)
        .where('undone_at', 'is', null)
        .orderBy('merged_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1),
    );

  function view(row: PatientMergeRow, conceal: Concealment): Merge {
    const { name, hospitalNumbers } = conceal.person(patients.getOwn(row.merged_id));
    return {
      id: row.id,
      survivorId: row.survivor_id,
      mergedId: row.merged_id,
      mergedName: name,
      mergedHospitalNumbers: Object.values(hospitalNumbers).filter(number => number !== ''),
      at: row.merged_at,
      by: row.merged_by,
      reason: row.reason,
      undone:
        row.undone_at === null ? null : { at: row.undone_at, by: row.undone_by ?? '', reason: row.undo_reason ?? '' },
      undoable: isUndoable(row),
    };
  }

  return {
    /** Merges of a person's records, undone ones too, the latest first. */
    list: (patientId: string, conceal: Concealment): Merge[] =>
      read
        .all(
          rows()
            .where(eb =>
              eb.or([
                eb('survivor_id', 'in', recordsOf(read, patientId)),
                eb('merged_id', 'in', recordsOf(read, patientId)),
              ]),
            )
            .orderBy('merged_at', 'desc'),
        )
        .map(row => view(row, conceal)),

    /** @throws AppError stale-version | patient-merged | invalid-input */
    merge(actor: Actor, { survivor, merged, take, reason }: MergeInput): Patient {
      if (survivor.id === merged.id) throw new AppError('invalid-input', { fields: ['merged.id'] });
      write(actor, { action: 'identity.merge', subject: survivor.id, reason }, tx => {
        const before = standing(survivor);
        const fields = mergedFields(PatientFields.parse(before), PatientFields.parse(standing(merged)), take);
        const after = PatientFields.safeParse(fields);
        if (!after.success) throw new AppError('invalid-input', { fields: ['allergy.text'] }); // both texts: too long
        tx.insert('patient_merge', {
          id: ids.uuid(),
          survivor_id: survivor.id,
          merged_id: merged.id,
          before_json: textOf(before),
          after_json: textOf(after.data),
          reason,
          merged_at: clock.now(),
          merged_by: actor.name,
          undo_reason: null,
          undone_at: null,
          undone_by: null,
          undone_revision: null,
        });
        putAliases(tx);
        putFields(tx, before, after.data);
        announce(tx, [survivor.id, merged.id]);
      });
      return patients.get(survivor.id);
    },

    /** @throws AppError not-found | illegal-move where it was undone before, or is not the latest of its record */
    undo(actor: Actor, input: { id: string; reason: string }): Patient {
      const row = read.first(rows().where('id', '=', input.id));
      if (!row) throw new AppError('not-found');
      if (!isUndoable(row)) throw new AppError('illegal-move');
      write(actor, { action: 'identity.undoMerge', subject: row.survivor_id, reason: input.reason }, tx => {
        const present = patients.getOwn(row.survivor_id);
        const fields = unmergedFields({
          before: readPatientBody(row.before_json),
          after: readPatientBody(row.after_json),
          present: PatientFields.parse(present),
        });
        tx.update('patient_merge', row.id, row.version, {
          undo_reason: input.reason,
          undone_at: clock.now(),
          undone_by: actor.name,
          undone_revision: wireRevision(tx.read, row.survivor_id) + 1, // with the change below
        });
        putAliases(tx);
        putFields(tx, present, fields);
        announce(tx, [row.survivor_id, row.merged_id]);
      });
      return patients.get(row.survivor_id);
    },
  };
}
