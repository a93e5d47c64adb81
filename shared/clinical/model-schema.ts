import { z } from 'zod';
import type { InputKey } from './analytes.ts';
import type { Transform } from './model-transform.ts';
import type { Conversion } from './units.ts';

const localized = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

export const modelFileSchema = z.strictObject({
  format: z.literal('ganqiao-model/1'),
  id: z.enum(['catch-life', 'demo']),
  version: z.string().regex(/^\d+(\.\d+)*$/),
  title: localized,
  citation: z.string().min(1),
  population: z.string().min(1),
  outcome: z.strictObject({ code: z.string().min(1), 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  horizonDays: z.int().positive(),
  inputs: z
    .array(
      z.strictObject({
        key: z.string(),
        unit: z.string().optional(),
        clamp: z.tuple([z.number(), z.number()]).optional(),
      }),
    )
    .min(1),
  terms: z.array(z.strictObject({ input: z.string(), transform: z.string(), coefficient: z.number() })).min(1),
  centre: z.number(),
  baselineSurvival: z.number().gt(0).lt(1),
  thresholds: z.array(z.strictObject({ grade: z.string().min(1), riskAtLeast: z.number().min(0).max(1) })).min(1),
  selfTest: z
    .array(z.strictObject({ inputs: z.record(z.string(), z.unknown()), risk: z.number(), grade: z.string() }))
    .min(3),
  signature: z.strictObject({ alg: z.literal('Ed25519'), keyId: z.string(), value: z.base64() }),
});

export type ModelFile = z.infer<typeof modelFileSchema>;

export interface ModelInput {
  readonly key: InputKey;
  readonly unit: string;
  /** How the unit of the model is reached from SI: the inverse of this conversion. */
  readonly conversion: Conversion;
  readonly clamp: readonly [number, number] | null;
}

export interface ModelTerm {
  readonly input: InputKey;
  readonly transform: Transform;
  readonly coefficient: number;
}

/** A model whose signature and self-test have been checked; only `loadModel` makes one. */
export interface InstalledModel {
  readonly file: ModelFile;
  readonly inputs: readonly ModelInput[];
  readonly terms: readonly ModelTerm[];
  /** SHA-256 of the canonical JSON without the signature, hex; kept with every stored result. */
  readonly sha256: string;
}
