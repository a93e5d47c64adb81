import { describe, expect, it } from 'vitest';
import { type EightFacts, eightStates } from '../../../renderer/features/first-visit/eight-inputs.ts';
import { blankFacts, courseFields, factFindings } from '../../../renderer/features/first-visit/facts-draft.ts';
import { blankPanel, typeInto } from '../../../renderer/features/labs/panel-draft.ts';

const T0 = '2026-11-22T00:00:00.000Z';
const NOTHING: EightFacts = {
  ageYears: null,
  episode: null,
  findings: [],
  observations: [],
  facts: blankFacts(),
  panel: blankPanel(),
};
const states = (facts: Partial<EightFacts>) =>
  Object.fromEntries(eightStates({ ...NOTHING, ...facts }).map(({ input, state }) => [input, state]));

describe('the eight inputs of the early warning', () => {
  it('are missing until somebody has answered', () => {
    expect(new Set(Object.values(states({})))).toEqual(new Set(['missing']));
  });

  it('are known by what is typed, and said, but no input, where the answer is that there is none', () => {
    const panel = [
      ['TBIL', '320'],
      ['INR', '<1.9'],
      ['UREA', 'h'],
      ['NA', '-'],
    ].reduce((typed, [code, text]) => typeInto(typed, code as 'TBIL', { text: text ?? '' }), blankPanel());
    const facts = { ...blankFacts(), cirrhosis: 'unknown', he: '0', bleed: 'none' } as const;
    expect(states({ ageYears: 52, panel, facts: { ...facts, aetiologies: [] } })).toEqual({
      age: 'known',
      cirrhosis: 'said',
      variceal_bleed: 'known',
      he: 'known',
      tbil: 'known',
      inr: 'known',
      urea: 'said',
      na: 'missing',
    });
  });
});

describe('the answers of the quick form', () => {
  it('begin a course only with T0 and an aetiology, and assume nothing else', () => {
    expect(courseFields(blankFacts(), null)).toBeNull();
    expect(courseFields({ ...blankFacts(), t0: T0 }, null)).toBeNull();
    const fields = courseFields({ ...blankFacts(), t0: T0, aetiologies: ['hbv'] }, null);
    expect(fields).toMatchObject({
      firstPresentationAt: T0,
      cirrhosis: { state: 'unknown' },
      decompensated: 'unknown',
    });
  });

  it('keep what the course already says unless it was answered anew', () => {
    const fields = courseFields({ ...blankFacts(), t0: T0, aetiologies: ['hbv'], cirrhosis: 'yes' }, null);
    if (!fields) throw new Error('no fields');
    const id = '0190a000-0000-7000-8000-000000000001';
    const episode = { ...fields, cirrhosis: { state: 'yes' as const, basis: ['ct' as const] } };
    const row = { ...episode, id, patientId: id, version: 1, createdAt: T0, closedAt: null };
    expect(courseFields(blankFacts(), row)?.cirrhosis).toEqual({ state: 'yes', basis: ['ct'] });
    expect(courseFields({ ...blankFacts(), cirrhosis: 'yes' }, row)?.cirrhosis.basis).toEqual(['ct']);
    expect(courseFields({ ...blankFacts(), cirrhosis: 'no' }, row)?.cirrhosis).toEqual({ state: 'no', basis: [] });
  });

  it('store a finding only where somebody has looked', () => {
    expect(factFindings(blankFacts())).toEqual([]);
    expect(factFindings({ ...blankFacts(), he: '2', bleed: 'unknown' })).toEqual([
      { code: 'he', value: 2 },
      { code: 'variceal_bleed', value: 'unknown' },
    ]);
  });
});
