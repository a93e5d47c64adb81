import { z } from 'zod';
import { ChosenPart } from '../records/merge-patient.ts';
import { Patient, PatientFields, Sex } from '../records/patient.ts';
import { Day, Id, Instant } from '../records/time.ts';
import { readClinical, record, sign } from './procedure.ts';

const Reason = z.string().trim().min(1).max(200);

/** Why two records may be one person: the same number; the same reading of the name with the birth date or a phone. */
export const MatchReason = z.enum(['identity', 'name-birth', 'name-phone']);
export type MatchReason = z.infer<typeof MatchReason>;

/** A record as it is shown to somebody who decides whether it is the same person: masked, but enough to tell. */
export const MaskedRecord = z.object({
  id: Id,
  name: z.string(),
  sex: Sex,
  birthDate: Day.nullable(),
  ageYears: z.int().nullable(),
  identityNumber: z.string(),
  phone: z.string(),
  address: z.string(),
  hospitalNumbers: z.array(z.string()),
  lastPresentationAt: Instant.nullable(),
});
export type MaskedRecord = z.infer<typeof MaskedRecord>;

export const Suspect = z.object({ record: MaskedRecord, why: z.array(MatchReason) });
export type Suspect = z.infer<typeof Suspect>;

export const SuspectPair = z.object({ records: z.tuple([MaskedRecord, MaskedRecord]), why: z.array(MatchReason) });
export type SuspectPair = z.infer<typeof SuspectPair>;

/** What is typed of a person so far; anything may still be blank. */
export const TypedPerson = PatientFields.pick({ birthDate: true, estimatedAge: true, identity: true }).extend({
  name: z.string().max(200),
  phone: z.string().max(30),
  contactPhone: z.string().max(30),
});
export type TypedPerson = z.infer<typeof TypedPerson>;

/** One merge: the other record as it is called there, who did it and why, and whether it was undone. */
export const Merge = z.object({
  id: Id,
  survivorId: Id,
  mergedId: Id,
  mergedName: z.string(),
  mergedHospitalNumbers: z.array(z.string()),
  at: Instant,
  by: z.string(),
  reason: z.string(),
  undone: z.object({ at: Instant, by: z.string(), reason: z.string() }).nullable(),
  /** The latest merge of a record that stands by itself; earlier ones come after it. */
  undoable: z.boolean(),
});
export type Merge = z.infer<typeof Merge>;

export const identity = {
  /** Records that may be the person being typed; not those decided to be another. */
  suspects: record.input(z.object({ person: TypedPerson, except: Id.nullable() })).output(z.array(Suspect)),
  /** All pairs of records that may be one person and that nobody has decided about. */
  pairs: record.output(z.array(SuspectPair)),
  /** They are two persons: the pair is not asked about again. */
  distinguish: record.input(z.object({ ids: z.tuple([Id, Id]), reason: Reason })).output(z.object({})),
  /** A patient whose name nobody knows, in one step. */
  addUnnamed: record.input(z.object({ sex: Sex, estimatedAge: z.int().min(0).max(120).nullable() })).output(Patient),
  /** Gives an unnamed patient a name; the number in place of one stays searchable. */
  confirm: record
    .input(
      z.object({
        id: Id,
        version: z.int(),
        fields: PatientFields,
        reason: z.string().trim().max(200),
        distinctFrom: z.array(Id).max(20),
      }),
    )
    .output(Patient),
  /** Names that the record had, and what was merged into it, undone merges too. */
  history: readClinical.input(z.object({ id: Id })).output(
    z.object({
      formerNames: z.array(z.object({ name: z.string(), until: Instant, by: z.string() })),
      merges: z.array(Merge),
    }),
  ),
  /** Two records side by side, unmasked, for the merge page; each as it is written. */
  compare: sign
    .input(z.object({ ids: z.tuple([Id, Id]) }))
    .output(z.array(z.object({ patient: Patient, episodes: z.int(), referrals: z.int() }))),
  /**
   * Shows two records as one, under the survivor. No row moves: episodes, signed referrals and what is queued stay as they
   * are. `take` names what of the other record is taken over; allergies of both are kept.
   */
  merge: sign
    .input(
      z.object({
        survivor: z.object({ id: Id, version: z.int() }),
        merged: z.object({ id: Id, version: z.int() }),
        take: z.array(ChosenPart),
        reason: Reason,
      }),
    )
    .output(Patient),
  /** Undoes a merge: each episode is with the record that it began on; what was changed since the merge stays. */
  undoMerge: sign.input(z.object({ id: Id, reason: Reason })).output(Patient),
};
