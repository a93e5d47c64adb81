import type { EpisodeFields } from '../records/episode.ts';
import { type ClockId, type ClockReading, pathwayClock, readClock } from './clocks.ts';
import type { ClinicalValues } from './inputs.ts';
import type { MilestoneStamps } from './milestones.ts';
import { failedOrgans, gradeOrgans, missingOrganInputs } from './organ-failure.ts';
import type { ScoreResult } from './score-definition.ts';

/** The programme's rules R1–R10 (He & Li 2025, doi:10.12449/JCH250604). Texts: `clinical.pathway` in shared/i18n. */
export type PathwayRuleId = 'R1' | 'R2' | 'R3' | 'R4' | 'R5' | 'R6' | 'R7' | 'R8' | 'R9' | 'R10';

/** Section of the source article. */
export const pathwaySections: { readonly [K in PathwayRuleId]: string } = {
  R1: '3.3',
  R2: '3.3',
  R3: '3.3',
  R4: '3.2, 3.3',
  R5: '3.2',
  R6: '3.2',
  R7: '1, 2.3',
  R8: '1, 2.3',
  R9: '1, 2.3',
  R10: '2.1',
};

export interface PathwayFacts {
  readonly acutePresentation: EpisodeFields['acutePresentation'];
  readonly stamps: MilestoneStamps;
  readonly values: ClinicalValues;
  /** Of `catch-life`; refused while no model is installed. */
  readonly catchLife: ScoreResult;
  /** Highest band of the installed model; null without one. */
  readonly highestModelGrade: string | null;
  readonly now: string;
}

export type PathwayJudgement =
  | { readonly state: 'fired'; readonly clock?: ClockReading }
  | { readonly state: 'not-met' }
  /** `missing`: input keys, or the reason as a code. */
  | { readonly state: 'not-judged'; readonly missing: readonly string[] };

export interface JudgedPathwayRule {
  readonly id: PathwayRuleId;
  readonly section: string;
  readonly judgement: PathwayJudgement;
}

/** Failures known for certain, and how many there could be once the missing organs are looked at. */
export function failureRange(values: ClinicalValues): { low: number; high: number; missing: string[] } {
  const organs = gradeOrgans(values);
  const missing = missingOrganInputs(organs);
  const low = failedOrgans(organs).length;
  return { low, high: low + missing.length, missing };
}

function judgeEntry({ acutePresentation }: PathwayFacts): PathwayJudgement {
  return acutePresentation.length > 0 ? { state: 'fired' } : { state: 'not-met' };
}

function judgeClock(id: ClockId, { stamps, now }: PathwayFacts): PathwayJudgement {
  const clock = pathwayClock(id, stamps);
  return clock === null
    ? { state: 'not-judged', missing: ['ward-admission-time'] }
    : { state: 'fired', clock: readClock(clock, now) };
}

/** Without a model the doctor decides; the referral says that no model is installed. */
function judgeHighRisk({ catchLife, highestModelGrade }: PathwayFacts): PathwayJudgement {
  if (catchLife.refused !== null || highestModelGrade === null) {
    const missing =
      catchLife.missing.length > 0 ? catchLife.missing : [catchLife.refused?.code ?? 'model-not-installed'];
    return { state: 'not-judged', missing };
  }
  return catchLife.grade === highestModelGrade ? { state: 'fired' } : { state: 'not-met' };
}

/** The precise diagnosis of the second 48 h is meant for patients without organ failure. */
function judgeSecondClock(facts: PathwayFacts): PathwayJudgement {
  return failureRange(facts.values).low > 0 ? { state: 'not-met' } : judgeClock('precise-diagnosis', facts);
}

function judgeFailures(least: number, { values }: PathwayFacts): PathwayJudgement {
  const { low, high, missing } = failureRange(values);
  if (low >= least) return { state: 'fired' };
  return high < least ? { state: 'not-met' } : { state: 'not-judged', missing };
}

function judgeNutrition({ values }: PathwayFacts): PathwayJudgement {
  const missing = (['age', 'sex', 'weight', 'height'] as const).filter(key => values[key] === undefined);
  return missing.length === 0 ? { state: 'fired' } : { state: 'not-judged', missing };
}

const judges: { readonly [K in PathwayRuleId]: (facts: PathwayFacts) => PathwayJudgement } = {
  R1: judgeEntry,
  R2: facts => judgeClock('eight-variables', facts),
  R3: judgeHighRisk,
  R4: facts => judgeClock('ward-admission', facts),
  R5: judgeSecondClock,
  R6: facts => judgeClock('early-aclf-28-days', facts),
  R7: facts => judgeFailures(1, facts),
  R8: facts => judgeFailures(2, facts),
  R9: facts => judgeFailures(3, facts),
  R10: judgeNutrition,
};

export const pathwayRuleIds = Object.keys(judges) as PathwayRuleId[]; // the record above lists every id

/** Judges all ten rules; each is fired, not met, or could not be judged and why. */
export function judgePathway(facts: PathwayFacts): JudgedPathwayRule[] {
  return pathwayRuleIds.map(id => ({ id, section: pathwaySections[id], judgement: judges[id](facts) }));
}
