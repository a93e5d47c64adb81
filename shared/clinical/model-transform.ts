import type { FactorTransform } from './terms.ts';

/** A parsed `transform` of a model term (clinical.md 8.2); anything else rejects the file. */
export type Transform =
  | { readonly kind: Exclude<FactorTransform, 'indicator' | 'shortfall' | 'code'> }
  | { readonly kind: 'indicator'; readonly operator: IndicatorOperator; readonly level: number | string };

export type IndicatorOperator = '>=' | '>' | '<=' | '<' | '==';

const INDICATOR = /^indicator(>=|<=|==|>|<)([\w.-]+)$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

export function parseTransform(text: string): Transform | undefined {
  if (text === 'identity' || text === 'ln' || text === 'log10' || text === 'sqrt') return { kind: text };
  const [, operator, level] = INDICATOR.exec(text) ?? [];
  if (operator === undefined || level === undefined) return undefined;
  return {
    kind: 'indicator',
    operator: operator as IndicatorOperator, // the expression above matches these five only
    level: DECIMAL.test(level) ? Number(level) : level,
  };
}

function compare(x: number, operator: IndicatorOperator, level: number): boolean {
  switch (operator) {
    case '>=':
      return x >= level;
    case '>':
      return x > level;
    case '<=':
      return x <= level;
    case '<':
      return x < level;
    case '==':
      return x === level;
  }
}

/** @param x the number of the input (booleans are 1/0), or the level of a choice */
export function applyTransform(transform: Transform, x: number | string): number {
  if (transform.kind === 'indicator') {
    const { operator, level } = transform;
    if (typeof x === 'string' || typeof level === 'string') return operator === '==' && x === level ? 1 : 0;
    return compare(x, operator, level) ? 1 : 0;
  }
  const value = Number(x);
  switch (transform.kind) {
    case 'identity':
      return value;
    case 'ln':
      return Math.log(value);
    case 'log10':
      return Math.log10(value);
    case 'sqrt':
      return Math.sqrt(value);
  }
}
