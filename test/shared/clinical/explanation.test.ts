import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, explainAll, termArithmetic } from '../../../shared/clinical/explanation.ts';
import { handbook } from '../../../shared/clinical/handbook.ts';
import { scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { completeInputs } from './arbitrary-inputs.ts';

describe('the arithmetic of a result', () => {
  it('adds up to the raw result for every score that has one', () => {
    fc.assert(
      fc.property(completeInputs, inputs => {
        for (const { result, terms } of explainAll(inputs)) {
          if (result.raw === null) continue;
          // CLIF-C ACLF lists the organs that make up its OF total; they enter through the total alone.
          const summed = result.score === 'clif-c-aclf' ? terms.filter(({ kind }) => kind !== 'organ') : terms;
          let total = 0;
          for (const term of summed) if ('contribution' in term) total += term.contribution;
          expect(Math.abs(total - result.raw), result.score).toBeLessThan(1e-9 * Math.max(1, Math.abs(result.raw)));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reads as a line of arithmetic without words', () => {
    const { terms } = explain('meld3', { ...workedPatients.E2, crea: { value: 1.2, unit: 'mg/dL' } });
    expect(terms.map(termArithmetic)).toEqual([
      '1.33 × [female] 1 = 1.33',
      '4.56 × ln(18.7135) = 13.3573',
      '0.82 × (137 − 132) = 4.1',
      '−0.24 × (137 − 132) × ln(18.7135) = −3.51509',
      '9.09 × ln(1.9) = 5.83445',
      '11.14 × ln(1.2) = 2.03106',
      '1.85 × (3.5 − 2.9) = 1.11',
      '−1.83 × (3.5 − 2.9) × ln(1.2) = −0.200189',
      '6',
    ]);
  });

  it('shows the value as given, its conversion and when it was sampled', () => {
    const sampledAt = { crea: '2026-11-22T09:05:00+08:00' };
    const inputs = { tbil: 100, crea: { value: 1.2, unit: 'mg/dL', comparator: '<' }, inr: 1.5 } as const;
    const [, crea, , dialysis] = explain('meld', inputs, { sampledAt }).inputs;
    expect(crea).toEqual({
      key: 'crea',
      need: 'required',
      given: 1.2,
      givenUnit: 'mg/dL',
      comparator: '<',
      conversion: { unit: 'mg/dL', factor: 88.4, operation: 'multiply' },
      si: 106.08,
      siUnit: 'umol/L',
      sampledAt: '2026-11-22T09:05:00+08:00',
      status: 'known',
    });
    expect(dialysis).toMatchObject({ key: 'dialysis', given: null, status: 'assumed' });
  });

  it('shows a clamp and a replaced creatinine', () => {
    const clampsOf = (inputs: object) =>
      explain('meld', { ...workedPatients.E2, ...inputs }).terms.flatMap(term =>
        term.kind === 'product' ? term.factors.flatMap(({ clamp }) => (clamp ? [clamp] : [])) : [],
      );
    expect(clampsOf({ crea: 60 })).toEqual([{ kind: 'raised', to: 1 }]);
    expect(clampsOf({ crea: 500 })).toEqual([{ kind: 'lowered', to: 4 }]);
    expect(clampsOf({ dialysis: true })).toEqual([{ kind: 'replaced', to: 4 }]);
  });

  it('names the clause that decided a grade, and the organs behind it', () => {
    const easl = explain('easl-aclf', workedPatients.E2);
    expect(easl.rule).toBe('single-with-brain-dysfunction');
    expect(easl.terms[0]).toMatchObject({ kind: 'organ', organ: 'liver', value: 320, isFailure: true });
    expect(explain('cossh-aclf', workedPatients.E2).rule).toBe('liver-with-inr');
  });

  it('explains what is missing and what could not be read', () => {
    const statusOf = (inputs: object) => explain('meld', { ...inputs }).inputs.map(({ status }) => status);
    expect(statusOf({ tbil: { value: 1, unit: 'x' }, crea: 80 })).toEqual(['unreadable', 'known', 'absent', 'absent']);
    expect(statusOf({ tbil: 100, crea: 80 })).toEqual(['known', 'known', 'missing', 'absent']);
    expect(statusOf({ tbil: 100, inr: 2, dialysis: true })).toEqual(['known', 'absent', 'known', 'known']);
  });
});

describe('handbook', () => {
  it('has a chapter for every score, made from its definition', () => {
    const chapters = handbook();
    expect(chapters.map(({ definition }) => definition.id)).toEqual(scoreDefinitions.map(({ id }) => id));
    for (const { definition, inputs, example } of chapters) {
      expect(inputs.length).toBe(definition.inputs.length);
      const isSlot = definition.id === 'catch-life';
      expect(definition.formula.length > 0).toBe(!isSlot);
      expect(example.explanation.result.refused?.code).toBe(isSlot ? 'model-not-installed' : undefined);
    }
  });

  it('prints limits and units of each quantity', () => {
    const meld = handbook()[0];
    expect(meld?.inputs[0]).toEqual({
      key: 'tbil',
      need: 'required',
      unit: 'umol/L',
      accepted: [{ unit: 'mg/dL', factor: 17.1, operation: 'multiply' }],
      hard: [1, 1500],
      usual: [20, 900],
    });
  });
});
