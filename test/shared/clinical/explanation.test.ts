import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, explainAll, termArithmetic, termConversions } from '../../../shared/clinical/explanation.ts';
import { handbook } from '../../../shared/clinical/handbook.ts';
import { evaluate, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import type { Term } from '../../../shared/clinical/terms.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { completeInputs } from './arbitrary-inputs.ts';

function expectSum(terms: readonly Term[], expected: number, name: string): void {
  let total = 0;
  for (const term of terms) if ('contribution' in term) total += term.contribution;
  expect(Math.abs(total - expected), name).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
}

describe('the arithmetic of a result', () => {
  it('adds up to the raw result for every score that has one', () => {
    fc.assert(
      fc.property(completeInputs, inputs => {
        for (const { result, terms } of explainAll(inputs)) {
          if (result.raw === null) continue;
          expectSum(terms, result.raw, result.score);
          for (const term of terms) {
            if (term.kind !== 'constant' || term.parts.length === 0) continue;
            const whole = term.label === 'meld-rounded' ? evaluate('meld', inputs).raw : term.value;
            expectSum(term.parts, whole ?? Number.NaN, `${result.score} ${term.label}`);
          }
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

  it('shows how MELD came about in every score that goes on with it', () => {
    for (const id of ['meld-na-optn2016', 'meld-na-kim2008', 'imeld']) {
      const [first] = explain(id, workedPatients.E2).terms;
      const parts = first?.kind === 'constant' ? first.parts : [];
      expect(parts.map(termArithmetic), id).toEqual(explain('meld', workedPatients.E2).terms.map(termArithmetic));
    }
    const aclf = explain('clif-c-aclf', workedPatients.E2).terms[0];
    expect(aclf?.kind === 'constant' && aclf.parts.map(({ kind }) => kind)).toEqual(Array(6).fill('organ'));
  });

  it('shows the conversion into the unit of the formula, before the clamp', () => {
    const { terms } = explain('meld3', workedPatients.E3);
    expect(terms.flatMap(termConversions)).toEqual([
      'Bil = 480 ÷ 17.1 = 28.0702 mg/dL',
      'Bil = 480 ÷ 17.1 = 28.0702 mg/dL',
      'Cr = 230 ÷ 88.4 = 2.60181 mg/dL',
      'Alb = 26 ÷ 10 = 2.6 g/dL',
      'Alb = 26 ÷ 10 = 2.6 g/dL',
      'Cr = 230 ÷ 88.4 = 2.60181 mg/dL',
    ]);
    expect(explain('meld', { ...workedPatients.E2, dialysis: true }).terms.flatMap(termConversions)).toHaveLength(1);
  });

  it('names the ratio and the rise where creatinine is compared with an earlier value', () => {
    const { near } = explain('ica-aki', { crea: 120, crea_baseline: 80, crea_48h_ago: 93.5 });
    expect(near.map(({ quantity, value, cutoff }) => [quantity, value, cutoff])).toEqual([
      ['ratio', 1.5, 1.5],
      ['rise', 26.5, 26.5],
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

  it('shows the organs that are known where only bounds can be given', () => {
    const { terms, result } = explain('clif-c-of', { ...workedPatients.E2, pf: null });
    expect(result.bounds).toEqual({ low: 9, high: 11 });
    expect(terms.flatMap(term => (term.kind === 'organ' ? [[term.organ, term.contribution]] : []))).toEqual([
      ['liver', 3],
      ['kidney', 1],
      ['brain', 2],
      ['coagulation', 1],
      ['circulation', 1],
    ]);
  });

  it.each<[string, object, string[]]>([
    ['aarc', { lac: null }, ['2', '2', '2', '2']],
    ['child-pugh', { ascites: null, tbil: null }, ['2', '2', '2']],
    ['cossh-aclf-ii', { urea: null, neut: null }, ['INR', 'H', 'tbil', 'age']],
    ['meld-na-optn2016', { na: null }, ['25']],
    ['meld-na-optn2016', { crea: null }, ['Bil', 'INR', '6.43']],
  ])('%s shows the lines that are certain where only bounds can be given', (id, lacks, expected) => {
    const { terms, result } = explain(id, { ...workedPatients.E2, ...lacks });
    expect(result.bounds).not.toBeNull();
    const lines = terms.map(term =>
      term.kind === 'product' ? term.factors.map(({ symbol }) => symbol).join() : termArithmetic(term),
    );
    expect(lines).toEqual(expected);
  });

  it('says from which readings the mean pressure was computed, and nothing of the kind where it was given', () => {
    const circulation = (inputs: object) =>
      explain('clif-c-of', { ...workedPatients.E2, ...inputs }).terms.find(
        term => term.kind === 'organ' && term.organ === 'circulation',
      );
    expect(circulation({ map: null, sbp: 118, dbp: 78 })).toMatchObject({ value: 91.333333, computedFrom: [118, 78] });
    expect(circulation({ map: 88 })).toMatchObject({ value: 88, computedFrom: null });
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
