import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessCase, explainAssessed } from '../../../shared/clinical/assess.ts';
import { type CaseRecord, chooseInputs } from '../../../shared/clinical/chosen-inputs.ts';
import { adviseReferral } from '../../../shared/clinical/referral-advice.ts';
import { defaultReferralPolicy } from '../../../shared/clinical/referral-policy.ts';
import { scoreIds } from '../../../shared/clinical/score-definition.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { TreatmentKind } from '../../../shared/records/treatment-kind.ts';

const anchor = '2026-11-22T08:00:00+08:00';
const hoursBefore = (hours: number) => new Date(Date.parse(anchor) - hours * 3_600_000).toISOString();

type Lab = CaseRecord['observations'][number];
type Sign = CaseRecord['findings'][number];

function lab(code: LabCode, valueSi: number | null, hours: number, more: Partial<Lab> = {}): Lab {
  const at = hoursBefore(hours);
  const id = `${code}@${hours}`;
  return { id, code, valueSi, comparator: null, sampledAt: at, recordedAt: at, voidedAt: null, ...more };
}

function sign(code: string, value: Sign['value'], hours: number, more: Partial<Sign> = {}): Sign {
  const at = hoursBefore(hours);
  return { id: `${code}@${hours}`, code, value, observedAt: at, recordedAt: at, voidedAt: null, ...more };
}

function treatment(kind: TreatmentKind, from: number, to: number | null): CaseRecord['treatments'][number] {
  const endedAt = to === null ? null : hoursBefore(to);
  return { id: kind, kind, startedAt: hoursBefore(from), endedAt, voidedAt: null };
}

function record(more: Partial<CaseRecord> = {}): CaseRecord {
  return {
    patient: { sex: 'female', birthDate: '1974-11-23', estimatedAge: null },
    episode: {
      aetiologies: ['hbv'],
      cirrhosis: { state: 'yes', basis: ['ultrasound'] },
      decompensated: 'no',
      cholestatic: 'unknown',
    },
    ...{ observations: [], findings: [], treatments: [] },
    ...more,
  };
}

const choose = (more: Partial<CaseRecord>, windowHours?: number) => chooseInputs(record(more), anchor, windowHours);

describe('the inputs of an assessment', () => {
  it('are the newest values at or before the anchor', () => {
    const observations = [lab('TBIL', 300, 5), lab('TBIL', 320, 0), lab('TBIL', 400, -1), lab('INR', 1.9, 3)];
    const { inputs, sampledAt, sources } = choose({ observations });
    expect(inputs).toMatchObject({ tbil: 320, inr: 1.9 });
    expect(sampledAt.tbil).toBe(hoursBefore(0));
    expect(sources.inr).toBe('INR@3');
  });

  it('skip what was voided and what has no number', () => {
    const observations = [lab('TBIL', 320, 1, { voidedAt: anchor }), lab('TBIL', null, 0), lab('TBIL', 300, 5)];
    expect(choose({ observations }).inputs.tbil).toBe(300);
  });

  it('take the later entry of the same sample', () => {
    const observations = [
      lab('TBIL', 310, 2, { id: 'corrected', recordedAt: hoursBefore(0) }),
      lab('TBIL', 300, 2, { id: 'first' }),
    ];
    expect(choose({ observations }).sources.tbil).toBe('corrected');
  });

  it('are at most 24 h old; an older one is missing and named with its age', () => {
    const observations = [lab('TBIL', 300, 24), lab('INR', 1.9, 24.5), lab('CREA', 90, 30)];
    const { inputs, tooOld } = choose({ observations });
    expect(inputs.tbil).toBe(300);
    expect(inputs.inr).toBeUndefined();
    expect(tooOld).toEqual([
      { key: 'crea', sampledAt: hoursBefore(30), ageHours: 30 },
      { key: 'inr', sampledAt: hoursBefore(24.5), ageHours: 24 },
    ]);
    expect(choose({ observations }, 48).inputs).toMatchObject({ inr: 1.9, crea: 90 });
  });

  it('keep the comparator of a censored value', () => {
    expect(choose({ observations: [lab('TBIL', 5, 1, { comparator: '<' })] }).inputs.tbil).toEqual({
      ...{ value: 5, comparator: '<' },
    });
  });

  it('treat "not assessable" as missing, not as the older answer', () => {
    const findings = [sign('he', 2, 10), sign('he', 'not-assessable', 1), sign('ascites', 'mild', 1)];
    const { inputs } = choose({ findings });
    expect(inputs.he).toBeUndefined();
    expect(inputs.ascites).toBe('mild');
  });

  it('take weight and height whatever their age, and pressures only from the window', () => {
    const findings = [sign('weight', 58, 500), sign('height', 160, 5000), sign('sbp', 110, 30), sign('dbp', 70, 30)];
    const { inputs, tooOld } = choose({ findings });
    expect(inputs).toMatchObject({ weight: 58, height: 160 });
    expect(tooOld.map(({ key }) => key)).toEqual(['sbp', 'dbp']);
  });

  it('know age, sex and diagnoses; what nobody answered stays unknown', () => {
    expect(choose({}).inputs).toMatchObject({
      age: 51,
      sex: 'female',
      cirrhosis: true,
      decompensated: false,
      hbv: true,
    });
    expect(choose({}).inputs.cholestatic).toBeUndefined();
    const patient = { sex: 'unknown', birthDate: null, estimatedAge: { years: 60, on: '2024-11-22' } } as const;
    expect(choose({ patient }).inputs).toMatchObject({ age: 62 });
    expect(choose({ patient }).inputs.sex).toBeUndefined();
  });
});

describe('earlier creatinine', () => {
  it('is the lowest of the 48 h before, and the newest of the 3 months before that', () => {
    const observations = [
      lab('CREA', 130, 0),
      lab('CREA', 100, 20),
      lab('CREA', 95, 47),
      lab('CREA', 70, 60),
      lab('CREA', 60, 24 * 40),
      lab('CREA', 50, 24 * 120),
    ];
    const { inputs } = choose({ observations });
    expect(inputs).toMatchObject({ crea: 130, crea_48h_ago: 95, crea_baseline: 70 });
  });

  it('is never the current sample itself', () => {
    const { inputs } = choose({ observations: [lab('CREA', 130, 0)] });
    expect(inputs.crea_48h_ago).toBeUndefined();
    expect(inputs.crea_baseline).toBeUndefined();
  });

  it('does not reach back beyond three months', () => {
    expect(
      choose({ observations: [lab('CREA', 130, 0), lab('CREA', 60, 24 * 95)] }).inputs.crea_baseline,
    ).toBeUndefined();
  });
});

describe('bilirubin rise per day', () => {
  it('is the slope of the two nearest samples at least 12 h apart', () => {
    const observations = [lab('TBIL', 120, 0), lab('TBIL', 118, 6), lab('TBIL', 100, 24)];
    expect(choose({ observations }).inputs.tbil_rise_per_day).toBe(20);
  });

  it('leaves out what plasma exchange has reset, and marks the score', () => {
    const observations = [lab('TBIL', 150, 1), lab('TBIL', 320, 22), lab('TBIL', 300, 46)];
    const treatments = [treatment('plasma-exchange', 20, 17)];
    const { inputs, treated } = choose({ observations, treatments });
    expect(inputs.tbil_rise_per_day).toBe(20);
    expect(treated).toEqual(['tbil']);
    const assessment = assessCase(record({ observations: [...observations, lab('ALB', 30, 30)], treatments }), anchor);
    expect(assessment.evaluations.get('clif-c-of')?.result.notes).toContain('after-treatment:tbil');
    expect(assessment.evaluations.get('ica-aki')?.result.notes.join()).not.toContain('after-treatment');
  });
});

describe('extra-hepatic failures for the Chinese stage', () => {
  const seen = [sign('he', 0, 1), sign('sbp', 120, 1), sign('dbp', 70, 1), sign('pf', 400, 1)];

  it('are counted when all four organs were looked at', () => {
    expect(choose({ findings: seen, observations: [lab('CREA', 180, 1)] }).inputs.extrahepatic_of).toBe(1);
  });

  it('are not counted as none when an organ was not looked at', () => {
    expect(
      choose({ findings: seen.slice(0, 3), observations: [lab('CREA', 80, 1)] }).inputs.extrahepatic_of,
    ).toBeUndefined();
    const two = [sign('he', 3, 1), sign('vasopressor', true, 1)];
    expect(choose({ findings: two }).inputs.extrahepatic_of).toEqual({ value: 2, comparator: '>=' });
  });

  it('are what the clinician named; "none of them" is an answer', () => {
    expect(choose({ findings: [sign('extrahepatic_of', ['kidney'], 1)] }).inputs.extrahepatic_of).toBe(1);
    expect(choose({ findings: [sign('extrahepatic_of', [], 1)] }).inputs.extrahepatic_of).toBe(0);
    expect(choose({ findings: [sign('complications', [], 1)] }).inputs.complications).toBe(0);
    expect(choose({}).inputs.complications).toBeUndefined();
  });

  it('rise above an earlier answer when the record proves another one since', () => {
    const morning = [sign('extrahepatic_of', [], 8), sign('complications', [], 8)];
    const worse = [...morning, sign('he', 3, 1), sign('infection', 'proven', 1)];
    expect(choose({ findings: worse }).inputs.extrahepatic_of).toEqual({ value: 1, comparator: '>=' });
    expect(choose({ findings: worse }).inputs.complications).toEqual({ value: 2, comparator: '>=' });
    const before = [...morning, sign('he', 3, 9), sign('sbp', 80, 8), sign('dbp', 40, 8)];
    expect(choose({ findings: before }).inputs).toMatchObject({ extrahepatic_of: 0, complications: 0 });
    const listed = [sign('extrahepatic_of', ['brain'], 8), sign('he', 3, 1)];
    expect(choose({ findings: listed }).inputs.extrahepatic_of).toBe(1);
    const pressor = [sign('extrahepatic_of', [], 8), sign('vasopressor', true, 2)];
    expect(choose({ findings: pressor }).inputs.extrahepatic_of).toEqual({ value: 1, comparator: '>=' });
  });

  it('never fall below what was named, whatever is seen later', () => {
    const organ = fc.constantFrom('kidney', 'brain', 'circulation', 'respiration');
    fc.assert(
      fc.property(
        fc.uniqueArray(organ),
        fc.constantFrom(0, 1, 2, 3, 4),
        fc.boolean(),
        fc.integer({ min: 20, max: 700 }),
        fc.integer({ min: 1, max: 20 }),
        (named, he, vasopressor, pf, hours) => {
          const later = [sign('he', he, hours), sign('vasopressor', vasopressor, hours), sign('pf', pf, hours)];
          const given = choose({ findings: [sign('extrahepatic_of', named, 10), ...later] }).inputs.extrahepatic_of;
          const count = typeof given === 'object' && given !== null ? given.value : given;
          expect(count).toBeGreaterThanOrEqual(named.length);
          expect(count).toBeLessThanOrEqual(4);
          if (hours >= 10) expect(given).toBe(named.length); // nothing newer than the answer
        },
      ),
    );
  });

  it('leave the clinician’s own count alone', () => {
    const findings = [...seen, sign('extrahepatic_of', 3, 1)];
    expect(choose({ findings, observations: [lab('CREA', 80, 1)] }).inputs.extrahepatic_of).toBe(3);
  });
});

describe('oxygen', () => {
  it('gives a ratio only from a reading and a fraction of the same look', () => {
    const both = [sign('spo2', 92, 2), sign('fio2', 0.4, 2)];
    expect(choose({ findings: both })).toMatchObject({ inputs: { sf: 230 }, sources: { sf: 'spo2@2' } });
    expect(choose({ findings: [...both, sign('pao2', 60, 2)] }).inputs).toMatchObject({ sf: 230, pf: 150 });
    expect(choose({ findings: [sign('spo2', 92, 2), sign('fio2', 0.4, 3)] }).inputs.sf).toBeUndefined();
    expect(choose({ findings: [sign('spo2', 92, 2), sign('o2_flow', 6, 2)] }).inputs.sf).toBeUndefined();
    expect(choose({ findings: [sign('spo2', 92, 2), sign('fio2', 40, 2)] }).inputs.sf).toBeUndefined();
  });

  it('takes the newer of a printed ratio and a computed one', () => {
    const findings = [sign('pf', 300, 5), sign('pao2', 60, 2), sign('fio2', 0.5, 2)];
    expect(choose({ findings }).inputs.pf).toBe(120);
    expect(choose({ findings: [...findings, sign('pf', 280, 1)] }).inputs.pf).toBe(280);
  });
});

describe('the weight for energy', () => {
  it('is the dry weight once a clinician has confirmed one, and the measured one before', () => {
    const weighed = sign('weight', 71, 2);
    const dry = sign('dry_weight', { kg: 63.9, basis: 'moderate', oedema: false }, 9);
    expect(choose({ findings: [weighed] }).inputs.weight).toBe(71);
    expect(choose({ findings: [weighed, dry] })).toMatchObject({
      inputs: { weight: 63.9 },
      sources: { weight: 'dry_weight@9' },
    });
    expect(choose({ findings: [weighed, { ...dry, voidedAt: anchor }] }).inputs.weight).toBe(71);
  });
});

it('asks when a running treatment contradicts the bedside findings', () => {
  const treatments = [
    treatment('vasopressor', 5, null),
    treatment('renal-replacement', 5, 2),
    treatment('intubation', 3, -2),
  ];
  expect(choose({ treatments }).contradictions).toEqual([
    { key: 'vasopressor', treatmentId: 'vasopressor' },
    { key: 'ventilation', treatmentId: 'intubation' },
  ]);
  expect(
    choose({ treatments, findings: [sign('vasopressor', true, 1), sign('ventilation', 'he', 1)] }).contradictions,
  ).toEqual([]);
});

it('asks when the dialysis on record is what MELD counts, and not for a single session', () => {
  const dialysis = (from: number, to: number | null) => treatment('renal-replacement', from, to);
  const asked = (...treatments: ReturnType<typeof treatment>[]) =>
    choose({ treatments }).contradictions.filter(({ key }) => key === 'dialysis').length;
  expect(asked(dialysis(5, 2))).toBe(0);
  expect(asked(dialysis(50, 46), dialysis(5, 2))).toBe(1);
  expect(asked(dialysis(30, null))).toBe(1);
  expect(asked(dialysis(300, 290), dialysis(400, 390))).toBe(0);
});

describe('an assessment', () => {
  const county = record({
    observations: [
      ...[lab('TBIL', 320, 0), lab('CREA', 95, 0), lab('INR', 1.9, 0), lab('ALB', 29, 20)],
      ...[lab('NA', 132, 0), lab('WBC', 8.2, 0), lab('NEUT', 6, 0), lab('UREA', 6.8, 0)],
    ],
    findings: [sign('he', 1, 2), sign('ascites', 'mild', 2), sign('sbp', 108, 2), sign('dbp', 63, 2)],
  });

  it('runs every score and says what a county hospital usually lacks', () => {
    const { evaluations } = assessCase(county, anchor);
    expect([...evaluations.keys()]).toEqual([...scoreIds]);
    expect(evaluations.get('meld')?.result.value).toBe(25);
    expect(evaluations.get('cossh-aclf-ii')?.result.value).toBe(7.81); // one year younger than E2
    expect(evaluations.get('easl-aclf')?.result).toMatchObject({ missing: ['pf'], bounds: { low: '1b', high: '2' } });
    expect(evaluations.get('aarc')?.result.missing).toEqual(['lac']);
  });

  it('explains with the time of each sample', () => {
    const meld3 = explainAssessed(assessCase(county, anchor), 'meld3');
    expect(meld3?.inputs.find(({ key }) => key === 'alb')?.sampledAt).toBe(hoursBefore(20));
  });

  it('leaves a disabled score out by name', () => {
    const assessment = assessCase(county, anchor, { disabled: new Set(['meld']) });
    expect(assessment.disabled).toEqual(['meld']);
    expect(assessment.evaluations.has('meld')).toBe(false);
    expect(explainAssessed(assessment, 'meld')).toBeUndefined();
  });

  it('carries the referral advice', () => {
    const { prepared, evaluations } = assessCase(county, anchor);
    const advice = adviseReferral(defaultReferralPolicy, {
      prepared,
      resultOf: id => evaluations.get(id)?.result,
    });
    expect(advice.level).toBe('now');
    expect(advice.rules.find(({ id }) => id === 'easl-grade-1')?.state).toBe('fired');
  });
});
