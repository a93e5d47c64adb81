import { z } from 'zod';
import { Assessment } from '../records/assessment.ts';
import { Episode, EpisodeFields } from '../records/episode.ts';
import { Finding, FindingEntry } from '../records/finding.ts';
import { FirstVisit } from '../records/first-visit.ts';
import { LabPanel, Observation, ObservationVersion } from '../records/observation.ts';
import { Patient, PatientFields } from '../records/patient.ts';
import { RowChange } from '../records/row-change.ts';
import { Id, Instant } from '../records/time.ts';
import { Treatment, TreatmentFields, TreatmentVersion } from '../records/treatment.ts';
import { WorkLine } from '../records/work-line.ts';
import { readClinical, record } from './procedure.ts';

const Reason = z.string().trim().min(1).max(200);

/** In which field what was typed is found. */
export const MATCHED_BY = ['name', 'pinyin', 'initials', 'identity', 'phone', 'hospital-number'] as const;
export type MatchedBy = (typeof MATCHED_BY)[number];

/** One patient found; name and numbers masked. */
export const PatientHit = WorkLine.pick({
  id: true,
  name: true,
  sex: true,
  ageYears: true,
  hospitalNumber: true,
  episodeId: true,
  firstPresentationAt: true,
}).extend({
  identityNumber: z.string(),
  phone: z.string(),
  /** When the caller last opened this patient. */
  openedAt: Instant.nullable(),
  matchedBy: z.array(z.enum(MATCHED_BY)),
  /** Found by a name or number that the record bore earlier, or by a record merged into it. */
  byEarlierName: z.boolean(),
});
export type PatientHit = z.infer<typeof PatientHit>;

/** What a list shows masked and one may ask to see. */
export const REVEALABLE = ['name', 'identity', 'phone', 'address'] as const;
export type Revealable = (typeof REVEALABLE)[number];

export const patients = {
  /**
   * By name, pinyin, initials, identity or telephone tail and hospital number, in any order; nothing typed: whom the
   * caller opened last. `fuzzy`: z/zh, c/ch, s/sh, n/l, an/ang are one sound. Closed to reviewers, who are not to learn
   * who is here.
   */
  search: readClinical
    .input(z.object({ query: z.string().max(60), fuzzy: z.boolean(), limit: z.int().min(1).max(200) }))
    .output(z.array(PatientHit)),
  /** Reading it is audited, once a quarter of an hour for each user and patient. */
  get: readClinical.input(z.object({ id: Id })).output(Patient),
  /** One masked field in clear; each time audited. */
  reveal: readClinical.input(z.object({ id: Id, field: z.enum(REVEALABLE) })).output(z.object({ value: z.string() })),
  /** `distinctFrom`: records that were shown as possibly the same person, and are not. */
  create: record.input(PatientFields.extend({ distinctFrom: z.array(Id).max(20).optional() })).output(Patient),
  update: record
    .input(
      z.object({
        id: Id,
        version: z.int(),
        fields: PatientFields,
        reason: z.string().trim().max(200),
        distinctFrom: z.array(Id).max(20).optional(),
      }),
    )
    .output(Patient),
  /** What was known of the person before each change, newest change first. */
  versions: readClinical
    .input(z.object({ id: Id }))
    .output(z.array(z.object({ before: PatientFields, change: RowChange }))),
};

export const episodes = {
  list: readClinical.input(z.object({ patientId: Id })).output(z.array(Episode)),
  get: readClinical.input(z.object({ id: Id })).output(Episode),
  create: record
    .input(z.object({ patientId: Id, fields: EpisodeFields, findings: z.array(FindingEntry) }))
    .output(Episode),
  /** Changing T0 needs a reason; the old value stays in the versions. */
  update: record
    .input(z.object({ id: Id, version: z.int(), fields: EpisodeFields, reason: z.string().trim().max(200) }))
    .output(Episode),
  /** What the episode said before each change, newest change first. */
  versions: readClinical
    .input(z.object({ id: Id }))
    .output(z.array(z.object({ before: EpisodeFields, change: RowChange }))),
};

export const findings = {
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(Finding)),
  record: record
    .input(
      z.object({
        episodeId: Id,
        observedAt: Instant,
        note: z.string().max(500),
        findings: z.array(FindingEntry).min(1),
      }),
    )
    .output(z.array(Finding)),
  /** A new version of the same finding, with its time; the one before stays. */
  correct: record
    .input(
      z.object({
        id: Id,
        version: z.int(),
        entry: FindingEntry,
        observedAt: Instant,
        note: z.string().max(500),
        reason: Reason,
      }),
    )
    .output(Finding),
  void: record.input(z.object({ id: Id, reason: Reason })).output(Finding),
  /** What the findings of an episode said before each correction or withdrawal, newest change first. */
  versions: readClinical
    .input(z.object({ episodeId: Id }))
    .output(z.array(z.object({ before: Finding, change: RowChange }))),
};

export const labs = {
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(Observation)),
  record: record.input(LabPanel).output(z.array(Observation)),
  /** Several samples of one episode at once: all or nothing. */
  recordPanels: record.input(z.object({ panels: z.array(LabPanel).min(1).max(60) })).output(z.array(Observation)),
  /** Every version of one value, the latest first, each with what it changed in the scores. */
  versions: readClinical.input(z.object({ id: Id })).output(z.array(ObservationVersion)),
  /** A new version beside the old one, which stays. */
  correct: record
    .input(z.object({ id: Id, version: z.int(), entry: LabPanel.shape.entries.element, reason: Reason }))
    .output(Observation),
  void: record.input(z.object({ id: Id, reason: Reason })).output(Observation),
};

export const firstVisit = {
  /** The quick form: course, bedside findings and one sample in one unit of work. */
  record: record.input(FirstVisit).output(Episode),
};

export const assessments = {
  /** The snapshots of one episode, newest anchor first; one for each score and sample time, the latest computed. */
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(Assessment)),
};

export const treatments = {
  list: readClinical.input(z.object({ episodeId: Id })).output(z.array(Treatment)),
  record: record.input(z.object({ episodeId: Id, fields: TreatmentFields })).output(Treatment),
  /** A new version beside the old one, which stays. */
  correct: record
    .input(z.object({ id: Id, version: z.int(), fields: TreatmentFields, reason: Reason }))
    .output(Treatment),
  /** What was running has ended. */
  end: record.input(z.object({ id: Id, version: z.int(), endedAt: Instant })).output(Treatment),
  void: record.input(z.object({ id: Id, reason: Reason })).output(Treatment),
  /** Earlier versions, newest first, each with who replaced it, when and why. */
  versions: readClinical.input(z.object({ id: Id })).output(z.array(TreatmentVersion)),
};
