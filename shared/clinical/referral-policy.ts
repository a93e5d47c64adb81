import { z } from 'zod';
import { quantityKeys } from './analytes.ts';
import policyFile from './referral-policy.json' with { type: 'json' };
import { scoreIds } from './score-definition.ts';

/** From most to least urgent; `re-score` is the answer when no rule fired. */
export const urgencies = ['now', 'within-24h', 'within-48h', 're-score'] as const;
export type Urgency = (typeof urgencies)[number];

export const isMoreUrgent = (a: Urgency, b: Urgency): boolean => urgencies.indexOf(a) < urgencies.indexOf(b);

export const mostUrgent = (levels: readonly Urgency[]): Urgency =>
  urgencies.find(level => levels.includes(level)) ?? 're-score';

const quantity = z.enum(quantityKeys);
const score = z.enum(scoreIds);

export const Operator = z.enum(['>=', '>', '<', '<=']);
export type Operator = z.infer<typeof Operator>;

export type Condition =
  | { readonly kind: 'organ-failure' }
  | {
      readonly kind: 'input';
      readonly key: z.infer<typeof quantity>;
      readonly operator: Operator;
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

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('organ-failure') }),
    z.strictObject({ kind: z.literal('input'), key: quantity, operator: Operator, value: z.number() }), // in SI
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
    z.strictObject({ kind: z.literal('all'), of: z.array(Condition).min(1) }),
    z.strictObject({ kind: z.literal('any-known'), of: z.array(Condition).min(1) }),
  ]),
);

const Evidence = z.string().trim().min(1).max(500);

export const PolicyRule = z.strictObject({
  id: z.string().min(1).max(60),
  /** A hospital may set a rule aside; it stays in the table and is never judged. */
  active: z.boolean(),
  urgency: z.enum(['now', 'within-24h', 'within-48h']),
  when: Condition,
  /** Whose criterion it is. */
  framework: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  /** Source of the threshold, and that the urgency is this hospital's. */
  evidence: z.strictObject({ 'zh-CN': Evidence, en: Evidence }),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

export const ReferralPolicy = z.strictObject({
  id: z.string().min(1),
  version: z.string().min(1),
  rescoreAfterHours: z.array(z.number().positive()).min(1),
  rules: z.array(PolicyRule),
});

/** A hospital's own rule table: versioned data, confirmed by its physician; never a medical order. */
export type ReferralPolicy = z.infer<typeof ReferralPolicy>;

/** The table that a new site starts with. */
export const defaultReferralPolicy: ReferralPolicy = ReferralPolicy.parse(policyFile);
