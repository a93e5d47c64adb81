import { describe, expect, it } from 'vitest';
import { explain } from '../../../shared/clinical/explanation.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';

const organs = { tbil: 250, crea: 80, he: 0, inr: 1.3, map: 85, pf: 400 };
const codeOf = (score: string, inputs: Record<string, unknown>) => evaluate(score, inputs).refused?.code;

describe('refusals come in a fixed order', () => {
  it('unknown score before everything', () => {
    for (const id of ['sofa', '', 'constructor', '__proto__', 'MELD']) {
      expect(codeOf(id, { tbil: { value: 1, unit: 'x' } })).toBe('unknown-score');
    }
  });

  it('no model before bad inputs', () => {
    expect(codeOf('catch-life', { tbil: { value: 1, unit: 'furlong' }, age: 5 })).toBe('model-not-installed');
  });

  it('unknown unit before out of range before not applicable before missing', () => {
    const mixed = { cirrhosis: false, tbil: { value: 1, unit: 'g/L' }, inr: 99 };
    expect(codeOf('easl-aclf', mixed)).toBe('unknown-unit');
    expect(codeOf('easl-aclf', { ...mixed, tbil: 100 })).toBe('out-of-range');
    expect(codeOf('easl-aclf', { ...mixed, tbil: 100, inr: 2 })).toBe('not-applicable');
    expect(codeOf('clif-c-aclf', { ...organs, he: 1 })).toBe('missing-input');
  });

  it('checks only the inputs that the score reads', () => {
    expect(codeOf('albi', { tbil: 100, alb: 30, inr: -4, na: { value: 1, unit: 'x' }, age: 5 })).toBeUndefined();
  });

  it('empties a refused result and names what is missing', () => {
    const result = evaluate('meld', { tbil: 100 });
    expect(result).toEqual({
      score: 'meld',
      version: '1',
      value: null,
      raw: null,
      grade: null,
      bounds: null,
      missing: ['crea', 'inr'],
      notes: [],
      refused: { code: 'missing-input', message: 'missing input: crea, inr' },
    });
  });

  it('never repeats a value in a message', () => {
    expect(JSON.stringify(evaluate('meld', { tbil: 98765.4, crea: 80, inr: 1.2 }))).not.toContain('98765');
  });
});

describe('what is out of range', () => {
  it.each([
    ['a text for a number', 'meld', { tbil: '100', crea: 80, inr: 1.2 }],
    ['a boolean for a number', 'meld', { tbil: true, crea: 80, inr: 1.2 }],
    ['an array', 'meld', { tbil: [100], crea: 80, inr: 1.2 }],
    ['a text inside a quantity', 'meld', { tbil: { value: '100' }, crea: 80, inr: 1.2 }],
    ['an unknown comparator', 'meld', { tbil: { value: 100, comparator: '~' }, crea: 80, inr: 1.2 }],
    ['infinity', 'meld', { tbil: Number.POSITIVE_INFINITY, crea: 80, inr: 1.2 }],
    ['not a number', 'meld', { tbil: Number.NaN, crea: 80, inr: 1.2 }],
    ['zero in a logarithm', 'meld', { tbil: 0, crea: 80, inr: 1.2 }],
    ['an unknown level', 'child-pugh', { tbil: 20, alb: 40, inr: 1.1, ascites: 'severe', he: 0 }],
    ['a number for a flag', 'meld', { tbil: 20, crea: 80, inr: 1.2, dialysis: 1 }],
    ['half a grade', 'child-pugh', { tbil: 20, alb: 40, inr: 1.1, ascites: 'none', he: 1.5 }],
    ['a child', 'imeld', { age: 17.9, tbil: 20, crea: 80, inr: 1.2, na: 138 }],
    ['more neutrophils than white cells', 'cossh-aclf-ii', { neut: 9, wbc: 8 }],
    ['swapped pressures', 'map', { sbp: 70, dbp: 110 }],
    ['equal pressures', 'map', { sbp: 80, dbp: 80 }],
  ])('%s', (_name, score, inputs) => {
    expect(codeOf(score, inputs)).toBe('out-of-range');
  });

  it('accepts both ends of the hard range and nothing beyond', () => {
    const meld = (tbil: number) => codeOf('meld', { tbil, crea: 80, inr: 1.2 });
    expect([meld(1), meld(1500), meld(0.999), meld(1500.001)]).toEqual([
      undefined,
      undefined,
      'out-of-range',
      'out-of-range',
    ]);
  });

  it('judges a converted value by the SI limits', () => {
    expect(codeOf('meld', { tbil: { value: 100, unit: 'mg/dL' }, crea: 80, inr: 1.2 })).toBe('out-of-range');
  });

  it('names the input for the screen', () => {
    expect(explain('meld', { tbil: 0, crea: 80, inr: 1.2 }).refusedInputs).toEqual(['tbil']);
  });
});

describe('units', () => {
  it.each(['umol/L', 'µmol/L', 'μmol/L'])('reads %s', unit => {
    expect(codeOf('meld', { tbil: { value: 100, unit }, crea: 80, inr: 1.2 })).toBeUndefined();
  });

  it.each(['µL', 'uL'])('reads white cells per %s', unit => {
    const inputs = { age: 60, crea: 106.08, inr: 1.5, wbc: { value: 8000, unit: `/${unit}` }, na: 135 };
    expect(evaluate('clif-c-ad', inputs).value).toBe(56.9);
  });

  it.each(['MG/DL', 'mg/dl', 'mmol/L', '', 'toString', 5])('refuses %o for bilirubin', unit => {
    expect(codeOf('meld', { tbil: { value: 5, unit }, crea: 80, inr: 1.2 })).toBe('unknown-unit');
  });

  it('refuses plain mg/dL for urea, which may be urea or urea nitrogen', () => {
    const inputs = { inr: 2, he: 0, neut: 5, tbil: 350, age: 45 };
    expect(codeOf('cossh-aclf-ii', { ...inputs, urea: { value: 14, unit: 'mg/dL' } })).toBe('unknown-unit');
    expect(evaluate('cossh-aclf-ii', { ...inputs, urea: { value: 14.005, unit: 'mg/dL{BUN}' } }).value).toBe(7.02);
  });
});

describe('missing is never normal', () => {
  it('treats null, absent and an empty quantity alike', () => {
    for (const inr of [null, undefined, { value: null }, { value: null, unit: '1' }]) {
      expect(evaluate('meld', { tbil: 100, crea: 80, inr }).missing).toEqual(['inr']);
    }
  });

  it('defaults only interventions and descriptors, and says so', () => {
    expect(evaluate('meld', { tbil: 100, crea: 80, inr: 1.2 }).notes).toEqual(['assumed:dialysis']);
    expect(evaluate('meld', { tbil: 100, crea: 80, inr: 1.2, dialysis: false }).notes).toEqual([]);
    expect(evaluate('clif-c-of', organs).notes).toEqual(
      expect.arrayContaining(['assumed:rrt', 'assumed:vasopressor', 'assumed:ventilation']),
    );
    expect(
      evaluate('child-pugh', { tbil: 20, alb: 40, inr: 1.1, ascites: 'none', he: 0, cirrhosis: true }).notes,
    ).toEqual(['assumed:cholestatic']);
  });

  it('does not ask for what an intervention makes unnecessary', () => {
    expect(evaluate('meld', { tbil: 100, inr: 1.6, dialysis: true }).value).toBe(32);
    expect(evaluate('clif-c-of', { tbil: 20, inr: 1.1, he: 0, rrt: true, vasopressor: true, pf: 400 }).value).toBe(10);
    expect(evaluate('clif-c-of', { ...organs, pf: undefined, ventilation: 'respiratory' }).value).toBe(10);
    expect(evaluate('clif-c-of', { ...organs, he: undefined, ventilation: 'he' }).value).toBe(10);
    expect(codeOf('nacseld', { ventilation: 'he' })).toBe('missing-input'); // the exception is for organ scores only
  });

  it('keeps dialysis and renal replacement apart', () => {
    expect(evaluate('clif-c-of', { ...organs, tbil: 20, dialysis: true }).value).toBe(6);
    expect(evaluate('meld', { tbil: 20, crea: 80, inr: 1.1, rrt: true }).value).toBe(8);
  });

  it('scores a censored value with its limit and says so', () => {
    const result = evaluate('meld', { tbil: { value: 5, comparator: '<' }, crea: 80, inr: 1.0, dialysis: false });
    expect(result.value).toBe(6);
    expect(result.notes).toEqual(['censored:tbil']);
  });
});

describe('bounds', () => {
  it('are reported even when both ends are the same', () => {
    const result = evaluate('easl-aclf', { ...organs, tbil: 60, pf: undefined });
    expect(result).toMatchObject({ value: null, grade: null, raw: null, bounds: { low: '0', high: '0' } });
  });

  it('let neutrophils run up to the white cells', () => {
    const inputs = { inr: 2, he: 0, tbil: 350, urea: 5, age: 45 };
    const high = (wbc?: number) => evaluate('cossh-aclf-ii', { ...inputs, wbc }).bounds?.high;
    expect(high(10)).toBe(evaluate('cossh-aclf-ii', { ...inputs, neut: 10 }).value);
    expect(high()).toBe(evaluate('cossh-aclf-ii', { ...inputs, neut: 150 }).value);
  });

  it('keep the organs that are known', () => {
    const { notes } = evaluate('clif-c-of', { ...organs, pf: undefined });
    expect(notes).toContain('organ:liver=3');
    expect(notes.join()).not.toContain('organ:respiration');
  });

  it('span the whole score when nothing is known', () => {
    expect(evaluate('clif-c-of', {}).bounds).toEqual({ low: 6, high: 17 }); // without vasopressor circulation ends at 2
    expect(evaluate('child-pugh', {}).bounds).toEqual({ low: 5, high: 15 });
    expect(evaluate('aarc', {}).bounds).toEqual({ low: 5, high: 15 });
    expect(evaluate('cossh-aclf', {}).bounds).toEqual({ low: '0', high: '3' });
    expect(evaluate('easl-aclf', {}).bounds).toEqual({ low: '0', high: '3b' });
    expect(evaluate('meld-na-optn2016', {}).bounds).toEqual({ low: 6, high: 40 });
  });
});

describe('applicability', () => {
  it.each(['easl-aclf', 'clif-c-aclf', 'clif-c-ad'])('%s needs cirrhosis, and marks it when unstated', score => {
    const inputs = { ...organs, tbil: score === 'clif-c-ad' ? 60 : 250, he: 1, age: 50, wbc: 8, na: 135 };
    const mild = score === 'clif-c-ad' ? { ...inputs, he: 0 } : inputs;
    expect(codeOf(score, { ...mild, cirrhosis: false })).toBe('not-applicable');
    expect(evaluate(score, mild).notes).toContain('unverified:cirrhosis');
    expect(evaluate(score, { ...mild, cirrhosis: true }).notes).not.toContain('unverified:cirrhosis');
  });

  it('refuses CLIF-C ACLF at grade 0 even when a missing organ could not change it', () => {
    expect(codeOf('clif-c-aclf', { ...organs, tbil: 60, pf: undefined, age: 50, wbc: 8 })).toBe('not-applicable');
    expect(evaluate('clif-c-aclf', { ...organs, crea: undefined, age: 50, wbc: 8 }).missing).toEqual(['crea']);
  });

  it('marks CLIF-C AD when the grade could not be checked, and refuses when it is proven', () => {
    const inputs = { age: 60, crea: 100, inr: 1.5, wbc: 8, na: 135, cirrhosis: true };
    expect(evaluate('clif-c-ad', inputs).notes).toContain('unverified:easl-aclf');
    expect(evaluate('clif-c-ad', { ...inputs, ...organs, tbil: 60 }).notes).not.toContain('unverified:easl-aclf');
    expect(codeOf('clif-c-ad', { ...inputs, crea: 176.8 })).toBe('not-applicable');
    expect(codeOf('clif-c-ad', { ...inputs, rrt: true })).toBe('not-applicable');
    expect(codeOf('clif-c-ad', { ...inputs, tbil: 250, he: 1 })).toBe('not-applicable'); // liver with BD, whatever the rest
    expect(codeOf('clif-c-ad', { ...inputs, tbil: 250 })).toBeUndefined(); // liver alone is grade 0 so far
  });

  it('marks what is only for reference', () => {
    const pugh = { tbil: 20, alb: 40, inr: 1.1, ascites: 'none', he: 0, cholestatic: false };
    expect(evaluate('child-pugh', { ...pugh, cirrhosis: false }).notes).toEqual(['reference-only']);
    const cossh = { inr: 2, he: 0, neut: 5, tbil: 350, urea: 5, age: 45 };
    expect(evaluate('cossh-aclf-ii', { ...cossh, hbv: false }).notes).toEqual(['not-validated']);
    expect(evaluate('cossh-aclf', organs).notes).toContain('unverified:hbv');
  });

  it('tells the screen why', () => {
    expect(explain('cossh-aclf', { ...organs, hbv: false }).notApplicable).toBe('not-hbv');
    expect(explain('apasl-aclf', { tbil: 100, decompensated: true }).notApplicable).toBe('prior-decompensation');
  });
});

describe('organ notes', () => {
  it('list every graded organ, then every failure', () => {
    const notes = evaluate('easl-aclf', { ...organs, crea: 180, cirrhosis: true, rrt: false, vasopressor: true }).notes;
    expect(notes.filter(note => note.startsWith('organ:'))).toEqual([
      'organ:liver=3',
      'organ:kidney=2',
      'organ:brain=1',
      'organ:coagulation=1',
      'organ:circulation=3',
      'organ:respiration=1',
    ]);
    expect(notes.filter(note => note.startsWith('failure:'))).toEqual([
      'failure:liver',
      'failure:kidney',
      'failure:circulation',
    ]);
  });

  it('count an intubation for encephalopathy as brain, not lung', () => {
    const { notes } = evaluate('clif-c-of', { ...organs, tbil: 20, ventilation: 'he' });
    expect(notes).toContain('failure:brain');
    expect(notes).toContain('organ:respiration=1');
  });
});

describe('spread of the sampling times', () => {
  const inputs = { tbil: 100, crea: 80, inr: 1.2, dialysis: false };
  const at = (tbil: string, inr: string) =>
    evaluate('meld', inputs, { sampledAt: { tbil, inr, crea: inr } }).notes.filter(note => note.startsWith('spread'));

  it('is noted beyond 24 h, in hours', () => {
    expect(at('2026-11-22T08:00:00+08:00', '2026-11-21T08:00:00+08:00')).toEqual([]);
    expect(at('2026-11-22T08:00:01+08:00', '2026-11-21T08:00:00+08:00')).toEqual(['spread:25']);
    expect(at('2026-11-22T08:00:00+08:00', '2026-11-20T23:00:00Z')).toEqual(['spread:25']);
  });

  it('follows the setting of the hospital', () => {
    const sampledAt = { tbil: '2026-11-22T08:00:00Z', inr: '2026-11-22T00:00:00Z' };
    expect(evaluate('meld', inputs, { sampledAt, spreadLimitHours: 6 }).notes).toEqual(['spread:8']);
  });

  it('ignores values that are meant to be old', () => {
    const sampledAt = { crea: '2026-11-22T08:00:00Z', crea_baseline: '2026-10-01T08:00:00Z' };
    expect(evaluate('ica-aki', { crea: 100, crea_baseline: 80, rrt: false }, { sampledAt }).notes).toEqual([
      'not-assessed:rise48',
    ]);
  });
});

describe('Chinese stage', () => {
  const known = { complications: 0, extrahepatic_of: 0 };
  const stage = (inputs: Record<string, unknown>) => evaluate('cn-lf-stage', { ...known, ...inputs });

  it('needs PTA where INR alone cannot show the pre level', () => {
    expect(stage({ tbil: 100, inr: 1.4 }).missing).toEqual(['pta']);
    expect(stage({ tbil: 50, inr: 1.4 }).grade).toBe('none');
    expect(stage({ tbil: 50, inr: 1.4, tbil_rise_per_day: 20 }).missing).toEqual(['pta']);
    expect(stage({ tbil: 100 }).missing).toEqual(['pta']);
    expect(evaluate('cn-lf-stage', {}).missing).toEqual(['tbil', 'pta', 'complications', 'extrahepatic_of']);
  });

  it('marks mixed criteria', () => {
    expect(stage({ tbil: 180, pta: 45 })).toMatchObject({ grade: 'pre', notes: expect.arrayContaining(['mixed']) });
    expect(stage({ tbil: 100, pta: 35 })).toMatchObject({ grade: 'pre', notes: expect.arrayContaining(['mixed']) });
    expect(stage({ tbil: 100, pta: 45 }).notes).not.toContain('mixed');
    expect(stage({ tbil: 200, pta: 25 })).toMatchObject({ grade: 'middle', notes: expect.arrayContaining(['mixed']) });
    expect(stage({ tbil: 200, pta: 35 }).notes).not.toContain('mixed');
  });

  it('marks tests that disagree and takes the worse', () => {
    const result = stage({ tbil: 200, pta: 35, inr: 2.7 });
    expect(result.grade).toBe('late');
    expect(result.notes).toContain('disagree:pta-inr');
    expect(stage({ tbil: 200, pta: 35, inr: 1.6 }).notes).not.toContain('disagree:pta-inr');
  });

  it.each([
    [{ cirrhosis: false }, 'type:A'],
    [{ cirrhosis: true, decompensated: false }, 'type:B'],
    [{ cirrhosis: true, decompensated: true }, 'type:C'],
  ])('notes the type of %o', (facts, note) => {
    expect(stage({ tbil: 200, pta: 35, ...facts }).notes).toContain(note);
  });

  it('leaves the type out while it is not known', () => {
    expect(stage({ tbil: 200, pta: 35, cirrhosis: true }).notes.join()).not.toContain('type:');
  });
});

describe('APASL in three values', () => {
  it('lists what is missing, in the order of the clauses', () => {
    expect(evaluate('apasl-aclf', {}).missing).toEqual(['tbil', 'inr', 'ascites', 'he']);
    expect(evaluate('apasl-aclf', { tbil: 100, inr: 1.6, he: 0 }).missing).toEqual(['ascites']);
    expect(evaluate('apasl-aclf', { tbil: 100, ascites: 'mild' }).missing).toEqual(['inr']);
  });

  it('is settled by one known sign, and by one known test', () => {
    expect(evaluate('apasl-aclf', { tbil: 100, inr: 1.6, ascites: 'mild' }).grade).toBe('yes');
    expect(evaluate('apasl-aclf', { tbil: 100, inr: 1.4, pta: 39, he: 1 }).grade).toBe('yes');
    expect(evaluate('apasl-aclf', { tbil: 100, inr: 1.4 }).grade).toBe('no');
  });
});

describe('ICA-AKI', () => {
  it('falls back to the value of 48 h ago as baseline', () => {
    expect(evaluate('ica-aki', { crea: 130, crea_48h_ago: 80, rrt: false })).toMatchObject({ grade: '1A', notes: [] });
  });

  it('asks for a baseline and names the criterion it could not judge', () => {
    expect(evaluate('ica-aki', { crea: 130 }).missing).toEqual(['crea_baseline']);
    expect(evaluate('ica-aki', {}).missing).toEqual(['crea', 'crea_baseline']);
    expect(evaluate('ica-aki', { crea: 100, crea_baseline: 80 }).notes).toContain('not-assessed:rise48');
  });

  it('is stage 3 on renal replacement whatever is known', () => {
    expect(evaluate('ica-aki', { rrt: true }).grade).toBe('3');
  });
});
