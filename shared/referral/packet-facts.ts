import type { Assessment } from '../records/assessment.ts';
import type { Finding, FindingCode } from '../records/finding.ts';
import type { LabCode, Observation } from '../records/observation.ts';
import type { PacketModel } from './packet-model.ts';

/** Laboratory values among the eight inputs of the early warning (group 39), in the order of the form. */
export const CORE_LABS = ['TBIL', 'INR', 'UREA', 'NA'] as const satisfies readonly LabCode[];

/** Scores that stand in the letter and in the core code; all others are on the score sheet only. */
export const LETTER_SCORES = ['cossh-aclf-ii', 'apasl-aclf', 'meld3', 'meld', 'child-pugh', 'albi'] as const;

const newest = <T>(rows: readonly T[], at: (row: T) => string): T | null =>
  rows.reduce<T | null>(
    (best, row) => (best === null || Date.parse(at(row)) >= Date.parse(at(best)) ? row : best),
    null,
  );

/** The last result of an analyte by sample time, a word such as 未查 included; voided rows are not results. */
export function lastObservation(model: Pick<PacketModel, 'observations'>, code: LabCode): Observation | null {
  const rows = model.observations.filter(o => o.code === code && o.voidedAt === null);
  // A number that was measured outranks a later "not done" in the summary; the table shows both.
  const measured = rows.filter(o => o.missing === null);
  return newest(measured.length > 0 ? measured : rows, o => o.sampledAt);
}

export const hasFinding = ({ findings }: { readonly findings: readonly Finding[] }, code: FindingCode): boolean =>
  findings.some(finding => finding.code === code && finding.voidedAt === null);

export function lastFinding(model: Pick<PacketModel, 'findings'>, code: FindingCode): Finding | null {
  return newest(
    model.findings.filter(f => f.code === code && f.voidedAt === null),
    f => f.observedAt,
  );
}

/** The newest snapshot of a score; where two share the anchor, the one computed last. */
export function lastAssessment(model: Pick<PacketModel, 'assessments'>, scoreId: string): Assessment | null {
  const rows = model.assessments.filter(a => a.scoreId === scoreId);
  const anchor = newest(rows, a => a.anchorAt)?.anchorAt;
  return newest(
    rows.filter(a => a.anchorAt === anchor),
    a => a.computedAt,
  );
}

const HOUR_MS = 3_600_000;

/** Hours from first presentation (T0) to an instant; may be negative where the clock was wrong. */
export const hoursSinceT0 = (model: Pick<PacketModel, 'episode'>, at: string): number =>
  (Date.parse(at) - Date.parse(model.episode.firstPresentationAt)) / HOUR_MS;

/** Whether a value behind the result is a limit of detection (`>420`), so that the result is not exact. */
export const restsOnLimit = ({ outcome }: Pick<Assessment, 'outcome'>): boolean =>
  outcome.notes.some(note => note.startsWith('censored:'));

/** Whether a value behind the result is one that a treatment distorts: read with care, and never as recovery. */
export const restsOnDistorted = ({ outcome }: Pick<Assessment, 'outcome'>): boolean =>
  outcome.notes.some(note => note.startsWith('after-treatment:'));
