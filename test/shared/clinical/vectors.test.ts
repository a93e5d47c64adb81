import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { differences, runSelfCheck, selfCheckVectors, type Vector } from '../../../shared/clinical/self-check.ts';
import carried from '../../../shared/clinical/self-check-vectors.json' with { type: 'json' };
import { type WorkedPatientId, workedPatients } from '../../../shared/clinical/worked-patients.ts';

const vectors: (Vector & { inputs: Record<string, unknown> })[] = JSON.parse(
  readFileSync(new URL('../../fixtures/clinical/scores-public.json', import.meta.url), 'utf8'),
);

describe('published and rule-derived vectors', () => {
  it.each(vectors)('$id agrees', ({ score, inputs, expect: expected }) => {
    expect(differences(evaluate(score, inputs), expected)).toEqual([]);
  });

  it('covers every score of the engine, as the table shows', () => {
    const counts = new Map<string, { cases: number; agree: number }>();
    for (const { score, inputs, expect: expected } of vectors) {
      const count = counts.get(score) ?? { cases: 0, agree: 0 };
      const agrees = differences(evaluate(score, inputs), expected).length === 0;
      counts.set(score, { cases: count.cases + 1, agree: count.agree + Number(agrees) });
    }
    console.table(Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b))));
    for (const { id } of scoreDefinitions) expect(counts.get(id)?.cases, id).toBeGreaterThan(0);
  });
});

describe('self-check', () => {
  it('carries the same vectors as the fixture', () => {
    const expanded = carried.map(vector => ({
      ...vector,
      inputs: typeof vector.inputs === 'string' ? workedPatients[vector.inputs as WorkedPatientId] : vector.inputs,
    }));
    expect(expanded).toEqual(vectors);
  });

  it('passes n of n and disables nothing', () => {
    const check = runSelfCheck();
    expect(check.passed).toBe(vectors.length);
    expect(check.total).toBe(vectors.length);
    expect(check.disabled.size).toBe(0);
    expect(check.engineVersion).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('disables exactly the score whose formula is wrong, and names the field', () => {
    const check = runSelfCheck((score, inputs) => {
      const result = evaluate(score, inputs);
      return score === 'albi' && result.raw !== null ? { ...result, raw: result.raw + 0.5 } : result;
    });
    expect([...check.disabled]).toEqual(['albi']);
    const failures = check.scores.flatMap(({ failures }) => failures);
    expect(failures.length).toBeGreaterThan(0);
    expect(failures.every(({ fields }) => fields.includes('raw'))).toBe(true);
    expect(check.passed).toBe(check.total - failures.length);
  });

  it('disables a score for one wrong vector, and no other score', () => {
    const cases = selfCheckVectors.map(vector =>
      vector.id === 'ameld-meld-1' ? { ...vector, expect: { value: 21 } } : vector,
    );
    expect([...runSelfCheck(evaluate, cases).disabled]).toEqual(['meld']);
  });

  it('has at least one vector for every score', () => {
    expect(runSelfCheck().scores.filter(({ total }) => total === 0)).toEqual([]);
  });
});
