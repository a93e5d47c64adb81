import type { AdviceLevel } from '../records/advice.ts';
import type { Urgency } from './form.ts';

/** Blank, "-", "/" or "＿＿" is not an answer; 无, 不详 and any other word or number is. */
export const isAnswer = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const RANK = { now: 0, 'within-24h': 1, 'within-48h': 2 } as const satisfies Record<Urgency, number>;

/** Whether the doctor chose less haste than the policy advises; advice to score again asks for no haste. */
export const isLessUrgent = (chosen: Urgency | null, advised: AdviceLevel | null): boolean =>
  chosen !== null && advised !== null && advised !== 're-score' && RANK[chosen] > RANK[advised];
