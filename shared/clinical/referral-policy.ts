import { z } from 'zod';
import { quantityKeys } from './analytes.ts';
import policyFile from './referral-policy.json' with { type: 'json' };
import { scoreIds } from './score-definition.ts';

/** From most to least urgent; `re-score` is the answer when no rule fired. */
export const urgencies = ['now', '24h', '48h', 're-score'] as const;
export type Urgency = (typeof urgencies)[number];

const quantity = z.enum(quantityKeys);
const score = z.enum(scoreIds);

export type Condition =
  | { readonly kind: 'organ-failure' }
  | {
      readonly kind: 'input';
      readonly key: z.infer<typeof quantity>;
      readonly operator: '>=' | '>' | '<' | '<=';
      readonly value: number;
    }
  | { readonly kind: 'choice'; readonly key: 'variceal_bleed'; readonly equals: 'none' | 'past' | 'current' }
  | { readonly kind: 'grade'; readonly score: z.infer<typeof score>; readonly atLeast: string }
  | {
      readonly kind: 'raw';
      readonly score: z.infer<typeof score>;
      readonly atLeast?: number | undefined;
      readonly above?: number | undefined;
      readonly below?: number | undefined;
    }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  /** One known part decides; unknown only while none is known. */
  | { readonly kind: 'any-known'; readonly of: readonly Condition[] };

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('organ-failure') }),
    z.strictObject({
      kind: z.literal('input'),
      key: quantity,
      operator: z.enum(['>=', '>', '<', '<=']),
      value: z.number(), // in SI
    }),
    z.strictObject({
      kind: z.literal('choice'),
      key: z.literal('variceal_bleed'),
      equals: z.enum(['none', 'past', 'current']),
    }),
    z.strictObject({ kind: z.literal('grade'), score, atLeast: z.string() }),
    z.strictObject({
      kind: z.literal('raw'),
      score,
      atLeast: z.number().optional(),
      above: z.number().optional(),
      below: z.number().optional(),
    }),
    z.strictObject({ kind: z.literal('all'), of: z.array(condition).min(1) }),
    z.strictObject({ kind: z.literal('any-known'), of: z.array(condition).min(1) }),
  ]),
);

export const ReferralPolicy = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  rescoreAfterHours: z.array(z.number().positive()).min(1),
  rules: z.array(
    z.strictObject({
      id: z.string().min(1),
      urgency: z.enum(['now', '24h', '48h']),
      when: condition,
      /** Source of the threshold, and that the urgency is this hospital's. */
      evidence: z.string().min(1),
    }),
  ),
});

/** A hospital's own rule table: versioned data, confirmed by its physicians; never a medical order. */
export type ReferralPolicy = z.infer<typeof ReferralPolicy>;
export type PolicyRule = ReferralPolicy['rules'][number];

/** The table that a new site starts with. Rule texts: `clinical.policy.rule` in shared/i18n. */
export const defaultReferralPolicy: ReferralPolicy = ReferralPolicy.parse(policyFile);
