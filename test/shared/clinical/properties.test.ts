import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantitySpecs } from '../../../shared/clinical/analytes.ts';
import { explainAll } from '../../../shared/clinical/explanation.ts';
import type { ScoreDefinition } from '../../../shared/clinical/score-definition.ts';
import { evaluate, evaluateAll, scoreDefinition, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { completeInputs, inside, partialInputs } from './arbitrary-inputs.ts';

const RUNS = { numRuns: 300 };
const refusals = [
  'missing-input',
  'out-of-range',
  'not-applicable',
  'model-not-installed',
  'unknown-score',
  'unknown-unit',
];

/** Place of a value on the scale of its score: grades by their order, numbers as they are. */
function rank(definition: ScoreDefinition, value: number | string | null): number {
  return typeof value === 'string' ? (definition.grades ?? []).indexOf(value) : (value ?? Number.NaN);
}

describe('no input inside the hard limits gives NaN or an exception', () => {
  it('for any complete record', () => {
    fc.assert(
      fc.property(completeInputs, inputs => {
        for (const result of evaluateAll(inputs)) {
          if (result.refused !== null) {
            expect(['not-applicable', 'model-not-installed', 'missing-input']).toContain(result.refused.code);
          } else {
            expect(result.value).not.toBeNull();
            if (typeof result.value === 'number') expect(Number.isFinite(result.value)).toBe(true);
            if (result.raw !== null) expect(Number.isFinite(result.raw)).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('for any part of a record', () => {
    fc.assert(
      fc.property(partialInputs, inputs => {
        for (const { result, terms } of explainAll(inputs)) {
          const isAnswered = result.value !== null || result.bounds !== null || result.refused !== null;
          expect(isAnswered).toBe(true);
          expect(result.missing.length > 0).toBe(result.bounds !== null || result.refused?.code === 'missing-input');
          for (const term of terms) if ('contribution' in term) expect(Number.isFinite(term.contribution)).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('anything else is refused with a named code', () => {
  it('whatever JSON a file holds', () => {
    const keys = fc.constantFrom('tbil', 'crea', 'inr', 'he', 'ascites', 'dialysis', 'sbp', 'dbp', 'wbc', 'neut', 'x');
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), inputs => {
        for (const { id } of scoreDefinitions) {
          const { refused } = evaluate(id, inputs);
          if (refused !== null) expect(refusals).toContain(refused.code);
        }
      }),
      RUNS,
    );
  });

  it('for a number outside the hard limits of an input that the score reads', () => {
    const spec = fc.constantFrom(...quantitySpecs.filter(({ hard }) => hard[0] > 0));
    fc.assert(
      fc.property(completeInputs, spec, fc.double({ min: 1.0001, max: 50, noNaN: true }), (inputs, bad, factor) => {
        for (const value of [bad.hard[0] / factor, bad.hard[1] * factor]) {
          for (const definition of scoreDefinitions) {
            if (!definition.inputs.some(({ key }) => key === bad.key) || definition.id === 'catch-life') continue;
            const { refused } = evaluate(definition.id, { ...inputs, [bad.key]: value });
            expect(refused?.code, definition.id).toBe('out-of-range');
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('the unit does not matter', () => {
  const convertible = quantitySpecs.filter(({ accepted }) => accepted.length > 0);

  it('SI and conventional give the same result to the last digit', () => {
    fc.assert(
      fc.property(completeInputs, fc.constantFrom(...convertible), (inputs, spec) => {
        const [unit] = spec.accepted;
        const si = inputs[spec.key];
        if (unit === undefined || typeof si !== 'number') return;
        // A conventional value as a laboratory prints it, and its SI twin by the printed factor at 6 decimals.
        const typed = Number((unit.operation === 'multiply' ? si / unit.factor : si * unit.factor).toFixed(3));
        const product = unit.operation === 'multiply' ? typed * unit.factor : typed / unit.factor;
        const twin = Number(product.toFixed(6));
        if (twin < spec.hard[0] || twin > spec.hard[1]) return;
        const conventional = { ...inputs, [spec.key]: { value: typed, unit: unit.unit } };
        expect(evaluateAll(conventional)).toEqual(evaluateAll({ ...inputs, [spec.key]: twin }));
      }),
      RUNS,
    );
  });
});

/** What worsens a score, by its own formula: sodium and albumin, pressure and oxygenation fall, the rest rises. */
const worse: { readonly [score: string]: { readonly [key: string]: 1 | -1 } } = {
  meld: { tbil: 1, crea: 1, inr: 1 },
  'meld-na-optn2016': { tbil: 1, crea: 1, inr: 1, na: -1 },
  'meld-na-kim2008': { tbil: 1, crea: 1, inr: 1 },
  imeld: { tbil: 1, crea: 1, inr: 1, na: -1, age: 1 },
  meld3: { tbil: 1, crea: 1, inr: 1 }, // albumin and sodium turn round at high creatinine and bilirubin, by the formula
  'child-pugh': { tbil: 1, inr: 1, alb: -1, he: 1 },
  albi: { tbil: 1, alb: -1 },
  'clif-c-of': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'easl-aclf': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'cossh-aclf': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'clif-c-aclf': { age: 1, wbc: 1 },
  'clif-c-ad': { age: 1, wbc: 1, na: -1 },
  'cossh-aclf-ii': { tbil: 1, urea: 1, inr: 1, he: 1, age: 1 },
  aarc: { tbil: 1, crea: 1, inr: 1, lac: 1, he: 1 },
  nacseld: { he: 1 },
  'cn-lf-stage': { tbil: 1, pta: -1, inr: 1, complications: 1, extrahepatic_of: 1 },
  'ica-aki': { crea: 1, crea_baseline: -1 },
};

describe('scores move the way their formulas say', () => {
  const pairs = Object.entries(worse).flatMap(([id, keys]) =>
    Object.entries(keys).map(([key, sign]) => ({ id, key, sign })),
  );

  it.each(pairs)('$id never falls when $key worsens', ({ id, key, sign }) => {
    const definition = scoreDefinition(id);
    const spec = quantitySpecs.find(candidate => candidate.key === key);
    if (definition === undefined || spec === undefined) throw new Error('no such score or input');
    const value = inside(spec.hard, spec.isInteger);
    fc.assert(
      fc.property(completeInputs, value, value, (inputs, a, b) => {
        const [better, worst] = a * sign <= b * sign ? [a, b] : [b, a];
        const first = evaluate(id, { ...inputs, [key]: better });
        const second = evaluate(id, { ...inputs, [key]: worst });
        if (first.refused !== null || second.refused !== null) return;
        expect(rank(definition, second.value)).toBeGreaterThanOrEqual(rank(definition, first.value));
      }),
      { numRuns: 120 },
    );
  });
});

describe('bounds enclose every completion of what is missing', () => {
  const bounded = scoreDefinitions.filter(({ isBounded }) => isBounded);

  it('covers the seven bounded scores', () => {
    expect(bounded.map(({ id }) => id).toSorted()).toEqual([
      'aarc',
      'child-pugh',
      'clif-c-of',
      'cossh-aclf',
      'cossh-aclf-ii',
      'easl-aclf',
      'meld-na-optn2016',
    ]);
  });

  it.each(bounded.map(definition => ({ id: definition.id, definition })))('$id', ({ id, definition }) => {
    const facts = { cirrhosis: true, hbv: true };
    let checked = 0;
    fc.assert(
      fc.property(partialInputs, completeInputs, (partial, complete) => {
        const known = { ...partial, ...facts };
        const result = evaluate(id, known);
        if (result.bounds === null) return;
        const filled: Record<string, unknown> = { ...known };
        for (const key of result.missing) filled[key] = complete[key];
        if (typeof filled.wbc === 'number' && typeof filled.neut === 'number' && filled.neut > filled.wbc) return;
        const full = evaluate(id, filled);
        expect(full.refused).toBeNull();
        expect(full.missing).toEqual([]);
        const at = rank(definition, full.value);
        expect(at).toBeGreaterThanOrEqual(rank(definition, result.bounds.low));
        expect(at).toBeLessThanOrEqual(rank(definition, result.bounds.high));
        checked += 1;
      }),
      { numRuns: 1000 },
    );
    expect(checked).toBeGreaterThan(100);
  });

  it('are reached: both ends are the result of some completion', () => {
    const organs = { tbil: 60, crea: 80, inr: 1.3, cirrhosis: true, hbv: true };
    for (const id of ['clif-c-of', 'easl-aclf', 'cossh-aclf'] as const) {
      const { bounds } = evaluate(id, organs);
      const reached = new Set<unknown>();
      for (const he of [0, 1, 2, 3, 4]) {
        for (const map of [60, 80])
          for (const pf of [150, 250, 400]) reached.add(evaluate(id, { ...organs, he, map, pf }).value);
      }
      expect(reached).toContain(bounds?.low);
      expect(reached).toContain(bounds?.high);
    }
  });
});
