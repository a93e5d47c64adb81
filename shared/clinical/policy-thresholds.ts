import type { QuantityKey } from './analytes.ts';
import type { Condition, Operator } from './referral-policy.ts';
import type { ScoreId } from './score-definition.ts';
import { scoreDefinition } from './score-registry.ts';

/** A number or a grade that a rule compares with, and that a hospital may move. `path` names it within its rule. */
export type Threshold =
  | {
      readonly kind: 'input';
      readonly path: string;
      readonly key: QuantityKey;
      readonly operator: Operator;
      readonly value: number; // in SI
    }
  | {
      readonly kind: 'raw';
      readonly path: string;
      readonly score: ScoreId;
      readonly end: 'atLeast' | 'above' | 'below';
      readonly value: number;
    }
  | {
      readonly kind: 'grade';
      readonly path: string;
      readonly score: ScoreId;
      /** From best to worst. */
      readonly grades: readonly string[];
      readonly value: string;
    };

const RAW_ENDS = ['atLeast', 'above', 'below'] as const;

/** Every threshold of a condition, in the order in which it reads. */
export function thresholdsOf(condition: Condition): Threshold[] {
  switch (condition.kind) {
    case 'input': {
      const { key, operator, value } = condition;
      return [{ kind: 'input', path: key, key, operator, value }];
    }
    case 'grade': {
      const { score, atLeast } = condition;
      const grades = scoreDefinition(score).grades ?? [];
      return [{ kind: 'grade', path: `${score}.grade`, score, grades, value: atLeast }];
    }
    case 'raw':
      return RAW_ENDS.flatMap(end => {
        const value = condition[end];
        return value === undefined
          ? []
          : [{ kind: 'raw' as const, path: `${condition.score}.${end}`, score: condition.score, end, value }];
      });
    case 'all':
    case 'any-known':
      return condition.of.flatMap(thresholdsOf);
    case 'organ-failure':
    case 'choice':
      return []; // criteria of their framework, not the hospital's to move
  }
}

/** The same condition with one threshold moved; others, and a value of the wrong kind, change nothing. */
export function withThreshold(condition: Condition, path: string, value: number | string): Condition {
  switch (condition.kind) {
    case 'input':
      return condition.key === path && typeof value === 'number' ? { ...condition, value } : condition;
    case 'grade':
      return `${condition.score}.grade` === path && typeof value === 'string'
        ? { ...condition, atLeast: value }
        : condition;
    case 'raw': {
      const end = RAW_ENDS.find(each => `${condition.score}.${each}` === path);
      return end !== undefined && typeof value === 'number' ? { ...condition, [end]: value } : condition;
    }
    case 'all':
    case 'any-known':
      return { ...condition, of: condition.of.map(part => withThreshold(part, path, value)) };
    case 'organ-failure':
    case 'choice':
      return condition;
  }
}
