import { AppError } from '../../../shared/contract/errors.ts';
import type { Merge } from '../../../shared/contract/identity.ts';
import type { Concealment } from '../../../shared/records/masking.ts';
import { blankPatient, type Patient, type PatientFields } from '../../../shared/records/patient.ts';
import { type Instant, wallDay } from '../../../shared/records/time.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { accountById } from '../users/user-account.ts';
import { createDuplicates } from './duplicates.ts';
import { formerNames } from './former-names.ts';
import { createMerges } from './merge.ts';
import type { PatientsService, PatientUpdate } from './patients-service.ts';
import { recordsOf, survivorOf } from './same-person.ts';
import { unnamedName } from './unnamed.ts';

export interface IdentityDependencies extends ServiceDependencies {
  patients: PatientsService;
}

export interface ConfirmInput {
  id: string;
  version: number;
  fields: PatientFields;
  reason: string;
  distinctFrom: readonly string[];
}

/** Kept with the decision that a suspect shown beside the form is somebody else. */
const AT_ENTRY = 'entry';

/** Who a patient is: nobody known yet, somebody known under two records, and what was decided about that. */
export function createIdentity({ patients, ...base }: IdentityDependencies) {
  const { read, write, clock, ids } = base;
  const duplicates = createDuplicates({ ...base, patient: patients.getOwn });
  const merges = createMerges({ ...base, patients });

  const countOf = (table: 'episode' | 'referral', patientId: string): number =>
    read.first(
      read.query
        .selectFrom(table)
        .select(eb => eb.fn.countAll<number>().as('rows'))
        .where('patient_id', 'in', recordsOf(read, patientId)),
    )?.rows ?? 0;

  return {
    suspects: duplicates.suspects,
    pairs: duplicates.pairs,
    distinguish: duplicates.distinguish,
    merge: merges.merge,
    undoMerge: merges.undo,

    /** A new record, and that it is not one of the suspects which were shown beside it. */
    add(actor: Actor, fields: PatientFields, distinctFrom: readonly string[]): Patient {
      const id = ids.uuid();
      write(actor, { action: 'patients.create', subject: id, reason: null }, tx => {
        patients.add(tx, id, fields);
        for (const other of distinctFrom) duplicates.putDistinct(tx, actor, [id, other], AT_ENTRY);
      });
      return patients.get(id);
    },

    /** Another version of the record, and that it is not one of the suspects which were shown beside it. */
    change(actor: Actor, input: PatientUpdate, distinctFrom: readonly string[]): Patient {
      return patients.update(actor, input, tx => {
        for (const other of distinctFrom) duplicates.putDistinct(tx, actor, [input.id, other], AT_ENTRY);
      });
    },

    addUnnamed(actor: Actor, { sex, estimatedAge }: { sex: Patient['sex']; estimatedAge: number | null }): Patient {
      const id = ids.uuid();
      const now = clock.now();
      write(actor, { action: 'identity.addUnnamed', subject: id, reason: null }, tx =>
        patients.add(tx, id, {
          ...blankPatient(),
          name: unnamedName(tx.read, sex, now),
          unnamed: true,
          sex,
          estimatedAge: estimatedAge === null ? null : { years: estimatedAge, on: wallDay(now) },
          identity: { kind: 'none', number: '' },
          identityStatus: 'unknown',
        }),
      );
      return patients.get(id);
    },

    /** @throws AppError illegal-move where the patient has a name; invalid-input where none is given */
    confirm(actor: Actor, { id, version, fields, reason, distinctFrom }: ConfirmInput): Patient {
      const present = patients.getOwn(id);
      if (!present.unnamed) throw new AppError('illegal-move');
      if (fields.name.trim() === present.name) throw new AppError('invalid-input', { fields: ['fields.name'] });
      write(actor, { action: 'identity.confirm', subject: id, reason: reason || null }, tx => {
        patients.change(tx, id, version, patients.normal({ ...fields, unnamed: false }));
        for (const other of distinctFrom) duplicates.putDistinct(tx, actor, [id, other], AT_ENTRY);
      });
      return patients.get(id);
    },

    history(
      id: string,
      conceal: Concealment,
    ): { formerNames: { name: string; until: Instant; by: string }[]; merges: Merge[] } {
      const survivor = survivorOf(read, id);
      return {
        formerNames: formerNames(read, survivor).map(({ name, until, replacedBy }) => ({
          name: conceal.name(name),
          until,
          by: accountById(read, replacedBy)?.display_name ?? '',
        })),
        merges: merges.list(survivor, conceal),
      };
    },

    compare: (
      pair: readonly string[],
      conceal: Concealment,
    ): { patient: Patient; episodes: number; referrals: number }[] =>
      pair
        .map(id => ({
          patient: conceal.person(patients.getOwn(id)),
          episodes: countOf('episode', id),
          referrals: countOf('referral', id),
        }))
        // the older record stands first, as the one to keep
        .toSorted((one, other) => one.patient.createdAt.localeCompare(other.patient.createdAt)),
  };
}

export type IdentityService = ReturnType<typeof createIdentity>;
