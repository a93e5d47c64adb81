import { z } from 'zod';
import { Condition, Operator, urgencies } from '../clinical/referral-policy.ts';
import { AssessmentInput } from './assessment.ts';
import { Id, Instant } from './time.ts';

/** `now`, `within-24h`, `within-48h`, or `re-score`: no rule fired. */
export const AdviceLevel = z.enum(urgencies);
export type AdviceLevel = z.infer<typeof AdviceLevel>;

const Value = z.union([z.number(), z.string(), z.boolean()]);

/** What a rule looked at: the value, the cut-off, and on which side it lies; `isMet` null = not known. */
export const RuleFact = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('input'),
    key: z.string(),
    value: Value.nullable(), // in SI
    operator: Operator.nullable(), // null: equal to the cut-off
    cutoff: Value,
    isMet: z.boolean().nullable(),
    /** Within ±1 % of the cut-off. */
    isNear: z.boolean(),
    sampledAt: Instant.nullable(),
    /** A treatment has reset it or may have changed it. */
    isTreated: z.boolean(),
  }),
  z.object({
    kind: z.literal('organ'),
    organ: z.string(),
    key: z.string(), // the input that decided
    value: Value,
    operator: Operator.nullable(),
    cutoff: z.number().nullable(), // null: an organ support, or the grade itself
    isMet: z.boolean(),
    isNear: z.boolean(),
    sampledAt: Instant.nullable(),
    isTreated: z.boolean(),
  }),
  z.object({
    kind: z.literal('grade'),
    scoreId: z.string(),
    /** Equal where the grade is known; apart where an input is missing; null where nothing can be said. */
    low: z.string().nullable(),
    high: z.string().nullable(),
    atLeast: z.string(),
    isMet: z.boolean().nullable(),
    isTreated: z.boolean(),
  }),
  z.object({
    kind: z.literal('raw'),
    scoreId: z.string(),
    raw: z.number().nullable(), // unrounded, as compared
    atLeast: z.number().nullable(),
    above: z.number().nullable(),
    below: z.number().nullable(),
    isMet: z.boolean().nullable(),
    isTreated: z.boolean(),
  }),
]);
export type RuleFact = z.infer<typeof RuleFact>;

/** Why an input could not be used. */
export const MissingInput = z.object({
  key: z.string(),
  why: z.enum(['absent', 'too-old', 'out-of-range', 'unknown-unit']),
  ageHours: z.number().nullable(), // of a value that is too old
});
export type MissingInput = z.infer<typeof MissingInput>;

/**
 * `held`: it cannot be judged on what is recent, but the last known values fire it, and nothing has lifted that since.
 * `not-applicable`: its score is not meant for this patient.
 */
export const RuleState = z.enum(['fired', 'held', 'not-judged', 'not-met', 'not-applicable', 'inactive']);
export type RuleState = z.infer<typeof RuleState>;

export const JudgedRule = z.object({
  id: z.string(),
  urgency: AdviceLevel,
  when: Condition,
  framework: z.object({ 'zh-CN': z.string(), en: z.string() }),
  evidence: z.object({ 'zh-CN': z.string(), en: z.string() }),
  state: RuleState,
  /** Of a rule not judged, beside the inputs: its score cannot run at all. */
  reason: z.enum(['missing-input', 'model-not-installed', 'score-disabled']).nullable(),
  missing: z.array(MissingInput),
  facts: z.array(RuleFact),
});
export type JudgedRule = z.infer<typeof JudgedRule>;

/** What the hospital's policy says of a case at one time: computed, kept, never changed. */
export const Advice = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  /** 1 for the first advice of the episode. */
  number: z.int().positive(),
  anchorAt: Instant,
  computedAt: Instant,
  policyVersionId: Id,
  engineVersion: z.string(),
  level: AdviceLevel,
  rules: z.array(JudgedRule),
  /** When to score again where nothing fired; new laboratory values always do. */
  rescoreDueAt: z.array(Instant),
  inputs: z.array(AssessmentInput),
});
export type Advice = z.infer<typeof Advice>;

/** A physician's word on one computed advice; the advice itself stays as it is. */
export const AdviceDecision = z.object({
  id: Id,
  adviceId: Id,
  kind: z.enum(['confirmed', 'overridden']),
  level: AdviceLevel,
  reason: z.string(),
  decidedAt: Instant,
  decidedBy: z.string(),
});
export type AdviceDecision = z.infer<typeof AdviceDecision>;

/** A physician's word, and whether the case has changed under it. */
const StandingDecision = AdviceDecision.extend({
  /** The level that had been computed when it was taken. */
  computedLevel: AdviceLevel,
  /** Whether it was about the present advice. */
  isCurrent: z.boolean(),
  /** The computed advice has become more urgent since, or another rule or organ speaks against it. */
  isQuestioned: z.boolean(),
});

/** What was computed, by which table, what a physician said of it, and what therefore stands. */
export const StandingAdvice = z.object({
  computed: Advice,
  policy: z.object({
    number: z.int().positive(),
    origin: z.enum(['built-in', 'site']),
    confirmed: z.object({ at: Instant, by: z.string() }).nullable(),
  }),
  decision: StandingDecision.nullable(),
  /** Of an override in question, the more urgent of the two. */
  level: AdviceLevel,
});
export type StandingAdvice = z.infer<typeof StandingAdvice>;
