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

  it('also with every convertible input in conventional units at once, and the unit of SI spelled out', () => {
    fc.assert(
      fc.property(completeInputs, inputs => {
        const conventional: Record<string, unknown> = { ...inputs };
        const twins: Record<string, unknown> = { ...inputs };
        for (const { key, accepted, unit: siUnit, hard } of quantitySpecs) {
          const si = inputs[key];
          if (typeof si !== 'number') continue;
          const [unit] = accepted;
          if (unit === undefined) {
            if (siUnit !== null) conventional[key] = { value: si, unit: siUnit };
            continue;
          }
          const typed = Number((unit.operation === 'multiply' ? si / unit.factor : si * unit.factor).toFixed(3));
          const product = unit.operation === 'multiply' ? typed * unit.factor : typed / unit.factor;
          const twin = Number(product.toFixed(6));
          if (twin < hard[0] || twin > hard[1]) continue;
          conventional[key] = { value: typed, unit: unit.unit };
          twins[key] = twin;
        }
        expect(evaluateAll(conventional)).toEqual(evaluateAll(twins));
      }),
      RUNS,
    );
  });
});

/** What worsens a score, by its own formula: sodium and albumin, pressure and oxygenation fall, the rest rises. */
const worse: { readonly [score: string]: { readonly [key: string]: 1 | -1 } } = {
  meld: { tbil: 1, crea: 1, inr: 1 },
  'meld-na-optn2016': { tbil: 1, crea: 1, inr: 1, na: -1 },
  'meld-na-kim2008': { tbil: 1, crea: 1, inr: 1, na: -1 },
  imeld: { tbil: 1, crea: 1, inr: 1, na: -1, age: 1 },
  meld3: { tbil: 1, crea: 1, inr: 1 }, // albumin and sodium turn round at high creatinine and bilirubin, by the formula
  'child-pugh': { tbil: 1, inr: 1, alb: -1, he: 1 },
  albi: { tbil: 1, alb: -1 },
  'clif-c-of': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'easl-aclf': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'cossh-aclf': { tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'clif-c-aclf': { age: 1, wbc: 1, tbil: 1, crea: 1, inr: 1, he: 1, map: -1, pf: -1 },
  'clif-c-ad': { age: 1, wbc: 1, na: -1, crea: 1, inr: 1 },
  'cossh-aclf-ii': { tbil: 1, urea: 1, inr: 1, he: 1, age: 1, neut: 1 },
  aarc: { tbil: 1, crea: 1, inr: 1, lac: 1, he: 1 },
  'apasl-aclf': { tbil: 1, inr: 1, pta: -1, he: 1 },
  nacseld: { he: 1 },
  'cn-lf-stage': { tbil: 1, pta: -1, inr: 1, complications: 1, extrahepatic_of: 1, tbil_rise_per_day: 1 },
  'ica-aki': { crea: 1, crea_baseline: -1, crea_48h_ago: -1 },
  'ree-harris-benedict': { weight: 1, height: 1, age: -1 },
  'ree-mifflin': { weight: 1, height: 1, age: -1 },
  map: { map: 1 },
};

/** CLIF-C AD is for patients without organ failure: of any record hardly one is. */
const withoutFailure = {
  ...{ tbil: 60, crea: 90, inr: 1.3, he: 0, map: 88, pf: 400 },
  ...{ rrt: false, vasopressor: false, ventilation: 'none' },
};

/** Facts that can only worsen a score once they are true. */
const worseWhenTrue: readonly (readonly [
  string,
  Readonly<Record<string, unknown>>,
  Readonly<Record<string, unknown>>,
])[] = [
  ...['meld', 'meld-na-optn2016', 'meld-na-kim2008', 'meld3', 'imeld'].map(
    id => [id, { dialysis: false }, { dialysis: true }] as const,
  ),
  ...['clif-c-of', 'easl-aclf', 'cossh-aclf', 'clif-c-aclf', 'nacseld'].flatMap(
    id =>
      [
        [id, { rrt: false }, { rrt: true }],
        [id, { vasopressor: false }, { vasopressor: true }],
        [id, { ventilation: 'none' }, { ventilation: 'respiratory' }],
        [id, { ventilation: 'none' }, { ventilation: 'he' }],
      ] as const,
  ),
  ['ica-aki', { rrt: false }, { rrt: true }],
  ['child-pugh', { ascites: 'none' }, { ascites: 'mild' }],
  ['child-pugh', { ascites: 'mild' }, { ascites: 'moderate-severe' }],
  ['child-pugh', { cholestatic: true }, { cholestatic: false }],
  ['apasl-aclf', { ascites: 'none' }, { ascites: 'mild' }],
];

describe('scores move the way their formulas say', () => {
  it('is said for every score but the empty model slot', () => {
    const said = new Set(Object.keys(worse));
    expect(scoreDefinitions.map(({ id }) => id).filter(id => !said.has(id))).toEqual(['catch-life']);
  });

  it.each(worseWhenTrue)('%s never falls from %j to %j', (id, better, worst) => {
    const definition = scoreDefinition(id);
    if (definition === undefined) throw new Error('no such score');
    let compared = 0;
    fc.assert(
      fc.property(completeInputs, inputs => {
        const facts = { ...inputs, cirrhosis: true, hbv: true, decompensated: false };
        const first = evaluate(id, { ...facts, ...better });
        const second = evaluate(id, { ...facts, ...worst });
        if (first.refused !== null || second.refused !== null) return;
        compared += 1;
        expect(rank(definition, second.value)).toBeGreaterThanOrEqual(rank(definition, first.value));
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(20);
  });

  const pairs = Object.entries(worse).flatMap(([id, keys]) =>
    Object.entries(keys).map(([key, sign]) => ({ id, key, sign })),
  );

  it.each(pairs)('$id never falls when $key worsens', ({ id, key, sign }) => {
    const definition = scoreDefinition(id);
    const spec = quantitySpecs.find(candidate => candidate.key === key);
    if (definition === undefined || spec === undefined) throw new Error('no such score or input');
    const isGated = id === 'clif-c-ad';
    const value = inside(isGated && key === 'crea' ? [10, 176] : spec.hard, spec.isInteger);
    let compared = 0;
    fc.assert(
      fc.property(completeInputs, value, value, (inputs, a, b) => {
        const [better, worst] = a * sign <= b * sign ? [a, b] : [b, a];
        const facts = {
          ...inputs,
          cirrhosis: true,
          hbv: true,
          decompensated: false,
          ...(isGated ? withoutFailure : {}),
        };
        const first = evaluate(id, { ...facts, [key]: better });
        const second = evaluate(id, { ...facts, [key]: worst });
        if (first.refused !== null || second.refused !== null) return;
        compared += 1;
        expect(rank(definition, second.value)).toBeGreaterThanOrEqual(rank(definition, first.value));
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(2); // a refused pair proves nothing
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
