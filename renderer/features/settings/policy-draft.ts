import { thresholdsOf, withThreshold } from '../../../shared/clinical/policy-thresholds.ts';
import type { PolicyRule, ReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { plainDigits } from '../../ui/wall-clock-text.ts';

/** A policy being revised: texts as typed, kept apart from what they mean. */
export interface PolicyDraft {
  readonly active: ReadonlySet<string>;
  readonly urgency: Readonly<Record<string, PolicyRule['urgency']>>;
  /** By `rule.path`; a grade as its own text. */
  readonly thresholds: Readonly<Record<string, string>>;
  /** The keys of `thresholds` that are grades. */
  readonly grades: ReadonlySet<string>;
  /** Hours, apart by commas or spaces. */
  readonly rescore: string;
}

type Table = Pick<ReferralPolicy, 'rules' | 'rescoreAfterHours'>;

export const thresholdKey = (ruleId: string, path: string): string => `${ruleId}.${path}`;

export function policyDraft({ rules, rescoreAfterHours }: Table): PolicyDraft {
  const places = rules.flatMap(({ id, when }) =>
    thresholdsOf(when).map(threshold => ({ key: thresholdKey(id, threshold.path), threshold })),
  );
  return {
    active: new Set(rules.flatMap(({ id, active }) => (active ? [id] : []))),
    urgency: Object.fromEntries(rules.map(({ id, urgency }) => [id, urgency])),
    thresholds: Object.fromEntries(places.map(({ key, threshold }) => [key, String(threshold.value)])),
    grades: new Set(places.flatMap(({ key, threshold }) => (threshold.kind === 'grade' ? [key] : []))),
    rescore: rescoreAfterHours.join(', '),
  };
}

/** A number as typed, full-width digits included; null where it is none. Nothing is guessed from half a text. */
export function numberOf(text: string): number | null {
  const plain = plainDigits(text);
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** What the draft would store. A text that is no number leaves its threshold as it was; the editor names it. */
export function policyOf(base: Table, draft: PolicyDraft): Table {
  return {
    rules: base.rules.map(rule => ({
      ...rule,
      active: draft.active.has(rule.id),
      urgency: draft.urgency[rule.id] ?? rule.urgency,
      when: thresholdsOf(rule.when).reduce((when, { path, kind }) => {
        const text = draft.thresholds[thresholdKey(rule.id, path)] ?? '';
        const value = kind === 'grade' ? text : numberOf(text);
        return value === null ? when : withThreshold(when, path, value);
      }, rule.when),
    })),
    rescoreAfterHours: plainDigits(draft.rescore)
      .split(/[^\d.-]+/)
      .filter(Boolean)
      .map(text => numberOf(text) ?? Number.NaN),
  };
}
