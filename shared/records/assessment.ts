import { z } from 'zod';
import { Id, Instant } from './time.ts';

/** One input of a score as it was used: where it came from and when it was measured. */
export const AssessmentInput = z.object({
  key: z.string(), // input key of cli.md
  value: z.union([z.number(), z.string(), z.boolean()]),
  comparator: z.enum(['<', '<=', '>', '>=']).nullable(),
  sampledAt: Instant.nullable(), // null for descriptors such as sex
  sourceId: Id.nullable(), // observation, finding or episode row
});
export type AssessmentInput = z.infer<typeof AssessmentInput>;

/** The model file behind a result, with its arithmetic: the result can be explained though the file may be gone. */
export const ModelTrace = z.object({
  id: z.string(),
  version: z.string(),
  sha256: z.string(),
  title: z.object({ 'zh-CN': z.string(), en: z.string() }),
  terms: z.array(z.object({ name: z.string(), x: z.number(), y: z.number(), coefficient: z.number() })),
  linearPredictor: z.number(),
  centre: z.number(),
  baselineSurvival: z.number(),
  horizonDays: z.int(),
  /** What the file says that it predicts, in whom, and by which paper: not what the slot was made for. */
  outcome: z.object({ 'zh-CN': z.string(), en: z.string() }),
  population: z.string(),
  citation: z.string(),
});
export type ModelTrace = z.infer<typeof ModelTrace>;

/** Result in the shape of cli.md "score". */
export const ScoreOutcome = z.object({
  value: z.union([z.number(), z.string()]).nullable(),
  raw: z.number().nullable(),
  grade: z.string().nullable(),
  bounds: z.object({ low: z.union([z.number(), z.string()]), high: z.union([z.number(), z.string()]) }).nullable(),
  missing: z.array(z.string()),
  notes: z.array(z.string()),
  refused: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Only of a result that a model file computed. */
  model: ModelTrace.optional(),
});
export type ScoreOutcome = z.infer<typeof ScoreOutcome>;

/** Immutable snapshot of one score at one sample time. */
export const Assessment = z.object({
  id: Id,
  patientId: Id,
  episodeId: Id,
  scoreId: z.string(),
  scoreVersion: z.string(),
  anchorAt: Instant,
  computedAt: Instant,
  inputs: z.array(AssessmentInput),
  outcome: ScoreOutcome,
});
export type Assessment = z.infer<typeof Assessment>;

/** What a change of the record did to one score at one sample time. */
export const ScoreChange = z.object({
  scoreId: z.string(),
  anchorAt: Instant,
  before: ScoreOutcome.nullable(),
  /** null = nothing is computed at this time any more. */
  after: ScoreOutcome.nullable(),
});
export type ScoreChange = z.infer<typeof ScoreChange>;
