import { z } from 'zod';
import { Instant } from '../records/time.ts';
import { administer, signedIn } from './procedure.ts';

/** The last run of the engine's own vectors on this workstation, by score. */
export const FormulaChecks = z.object({
  engineVersion: z.string(),
  softwareVersion: z.string(),
  checkedAt: Instant,
  passed: z.int(),
  total: z.int(),
  scores: z.array(
    z.object({
      scoreId: z.string(),
      passed: z.int(),
      total: z.int(),
      /** Names of the vectors that disagreed and of the members in which they did; a score that has any is disabled. */
      failures: z.array(z.object({ id: z.string(), fields: z.array(z.string()) })),
    }),
  ),
});
export type FormulaChecks = z.infer<typeof FormulaChecks>;

export const formulas = {
  status: signedIn.output(FormulaChecks),
  check: signedIn.output(FormulaChecks),
};

const Localized = z.object({ 'zh-CN': z.string(), en: z.string() });

/** A model file in the vault: how it was verified when this workstation opened, and what it answers. */
export const ModelEntry = z.object({
  sha256: z.string(),
  installedAt: Instant,
  installedBy: z.string(),
  id: z.string(),
  version: z.string(),
  title: Localized,
  citation: z.string(),
  population: z.string(),
  outcome: Localized,
  horizonDays: z.int(),
  keyId: z.string(),
  inputs: z.array(z.string()),
  /** `refused`: no longer verifies with the keys of this program; kept, never used. */
  state: z.enum(['active', 'older', 'demonstration', 'refused']),
  refusal: z.string().nullable(),
  /** Its answer for the fictional patients of the handbook, so that somebody can look before it is relied upon. */
  examples: z.array(z.object({ patient: z.string(), percent: z.number().nullable(), grade: z.string().nullable() })),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

export const ModelSlot = z.object({
  /** Names of the public keys that are compiled into this program; without one no file can be verified. */
  keyIds: z.array(z.string()),
  files: z.array(ModelEntry),
});
export type ModelSlot = z.infer<typeof ModelSlot>;

/** 64 kB hold a thousand terms; a larger file is no model file. */
export const MODEL_FILE_LIMIT = 65_536;

export const models = {
  list: signedIn.output(ModelSlot),
  /** A file that does not verify is an answer, with the reason and the place in the file; nothing of it is stored. */
  install: administer
    .input(z.object({ text: z.string().min(1).max(MODEL_FILE_LIMIT) }))
    .output(z.object({ refusal: z.string().nullable(), where: z.string(), slot: ModelSlot })),
};
