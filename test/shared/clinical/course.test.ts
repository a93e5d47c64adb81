import { describe, expect, it } from 'vitest';
import {
  disturbedCodes,
  interferenceAt,
  interferencesAt,
  isImprovementSuppressed,
  type TimedTreatment,
} from '../../../shared/clinical/interference.ts';
import {
  courseOf,
  isImplausibleRepeat,
  latestSlope,
  scoreDifference,
  undisturbed,
} from '../../../shared/clinical/trend.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { SessionModality } from '../../../shared/records/treatment-particulars.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';

const at = (day: number, hour = 8) =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const exchange: TimedTreatment = { kind: 'plasma-exchange', startedAt: at(10, 9), endedAt: at(10, 12), voidedAt: null };

describe('slope', () => {
  it('takes the nearest sample at least 12 h older, per day', () => {
    const values = [
      { at: at(10, 8), value: 100 },
      { at: at(10, 20), value: 120 },
      { at: at(11, 2), value: 130 },
    ];
    expect(latestSlope(values)).toMatchObject({ perDay: 40, from: { value: 100 }, to: { value: 130 } });
  });

  it('accepts exactly 12 h and nothing closer', () => {
    expect(
      latestSlope([
        { at: at(10, 8), value: 100 },
        { at: at(10, 20), value: 108.55 },
      ])?.perDay,
    ).toBe(17.1);
    expect(
      latestSlope([
        { at: at(10, 8), value: 100 },
        { at: at(10, 19), value: 120 },
      ]),
    ).toBeNull();
    expect(latestSlope([{ at: at(10, 8), value: 100 }])).toBeNull();
  });

  it('does not care about the order or the offset of the times', () => {
    const values = [
      { at: '2026-11-11T00:00:00Z', value: 120 },
      { at: at(10, 8), value: 100 },
    ];
    expect(latestSlope(values)?.perDay).toBe(20);
  });
});

describe('a session of artificial liver', () => {
  const session = (modalities: readonly SessionModality[], more = {}): TimedTreatment => ({
    ...exchange,
    kind: 'artificial-liver',
    particulars: {
      ...SAMPLE_PARTICULARS['artificial-liver'],
      plasmaMl: null,
      substituteAlbuminG: null,
      ...more,
      modalities: [...modalities],
    },
  });
  const effect = (code: LabCode, treatment: TimedTreatment) =>
    interferenceAt(code, at(10, 20), [treatment])?.effect ?? null;

  it.each([
    ['adsorption clears bilirubin only', ['plasma-adsorption'], 'exclude', null],
    ['low-volume exchange changes clotting too', ['dpmas-low-volume-exchange'], 'exclude', 'exclude'],
    ['haemofiltration touches neither', ['cvvh'], null, null],
    ['what is not known counts as an exchange', ['other'], 'exclude', 'exclude'],
  ] as const)('%s', (_name, modalities, onBilirubin, onInr) => {
    expect([effect('TBIL', session(modalities)), effect('INR', session(modalities))]).toEqual([onBilirubin, onInr]);
  });

  it('is marked for creatinine where it filtered, for albumin and clotting where they were given', () => {
    expect(effect('CREA', session(['cvvh']))).toBe('mark');
    expect(effect('ALB', session(['dpmas'], { substituteAlbuminG: 20 }))).toBe('mark');
    expect(effect('INR', session(['dpmas'], { plasmaMl: 800 }))).toBe('exclude');
    expect(effect('INR', { ...exchange, kind: 'artificial-liver' })).toBe('exclude');
  });

  it('forbids to say improved after an exchange or plasma, not after adsorption alone', () => {
    expect(isImprovementSuppressed(at(10, 20), [session(['dpmas-low-volume-exchange'])])).toBe(true);
    expect(isImprovementSuppressed(at(10, 20), [session(['plasma-adsorption'])])).toBe(false);
  });
});

it('says beforehand what a treatment will disturb', () => {
  expect(disturbedCodes({ kind: 'dpmas' })).toEqual({ exclude: ['TBIL', 'DBIL'], mark: [] });
  expect(disturbedCodes({ kind: 'albumin' })).toEqual({ exclude: [], mark: ['ALB'] });
  expect(disturbedCodes({ kind: 'antiviral' })).toEqual({ exclude: [], mark: [] });
  expect(disturbedCodes({ kind: 'artificial-liver' }).exclude).toContain('INR');
});

describe('treatment interference', () => {
  it.each([
    ['drawn before the exchange', 'TBIL', at(10, 9), null],
    ['during it', 'TBIL', at(10, 10), 'exclude'],
    ['48 h after its end', 'TBIL', at(12, 12), 'exclude'],
    ['later', 'TBIL', at(12, 13), null],
    ['an analyte it does not change', 'CREA', at(10, 13), null],
    ['albumin, which plasma exchange resets', 'ALB', at(10, 13), 'exclude'],
  ] as const)('%s', (_name, code, sampledAt, effect) => {
    expect(interferenceAt(code, sampledAt, [exchange])?.effect ?? null).toBe(effect);
  });

  it.each([
    ['dpmas', 'TBIL', 'exclude'],
    ['dpmas', 'INR', null],
    ['plasma', 'INR', 'exclude'],
    ['plasma', 'TBIL', null],
    ['red-cells', 'HGB', 'exclude'],
    ['albumin', 'ALB', 'mark'],
    ['vitamin-k', 'PTA', 'mark'],
    ['renal-replacement', 'CREA', 'mark'],
    ['antiviral', 'ALT', null],
  ] as const)('%s on %s', (kind, code, effect) => {
    const treatment = { kind, startedAt: at(10), endedAt: at(10, 9), voidedAt: null };
    expect(interferenceAt(code, at(11), [treatment])?.effect ?? null).toBe(effect);
  });

  it('ignores a voided treatment and keeps a dialysis without an end running', () => {
    expect(interferenceAt('TBIL', at(11), [{ ...exchange, voidedAt: at(11) }])).toBeNull();
    const running: TimedTreatment = { kind: 'renal-replacement', startedAt: at(1), endedAt: null, voidedAt: null };
    expect(interferenceAt('CREA', at(20), [running])?.effect).toBe('mark');
  });

  it('lists what disturbs values just now and until when, the longest first', () => {
    const plasma: TimedTreatment = { kind: 'plasma', startedAt: at(10, 14), endedAt: null, voidedAt: null };
    const dialysis: TimedTreatment = { kind: 'renal-replacement', startedAt: at(9), endedAt: null, voidedAt: null };
    const antiviral: TimedTreatment = { kind: 'antiviral', startedAt: at(9), endedAt: null, voidedAt: null };
    const listed = (hour: string) =>
      interferencesAt(hour, [exchange, plasma, dialysis, antiviral, { ...plasma, voidedAt: at(11) }]).map(
        ({ rule, until }) => [rule.kind, until],
      );
    expect(listed(at(11))).toEqual([
      ['renal-replacement', null],
      ['plasma', new Date(at(12, 14)).toISOString()],
      ['plasma-exchange', new Date(at(12, 12)).toISOString()],
    ]);
    expect(listed(at(12, 13)).map(([kind]) => kind)).toEqual(['renal-replacement', 'plasma']);
    expect(listed(at(9))).toEqual([]); // drawn as it begins: undisturbed
  });

  it('lets no plasma exchange look like recovery', () => {
    const values = [
      { at: at(8), value: 300 },
      { at: at(9), value: 320 },
      { at: at(11), value: 150 },
    ];
    expect(undisturbed('TBIL', values, [exchange])).toHaveLength(2);
    const course = courseOf('TBIL', values, [exchange], at(11));
    expect(course).toMatchObject({ direction: 'worsening', slope: { perDay: 20 } });
  });

  it('withholds "improving" for 48 h after exchange or transfusion, for any analyte', () => {
    const values = [
      { at: at(9), value: 200 },
      { at: at(11), value: 150 },
    ];
    expect(courseOf('CREA', values, [exchange], at(11))).toMatchObject({
      direction: 'unknown',
      isImprovementSuppressed: true,
    });
    expect(courseOf('CREA', values, [], at(11)).direction).toBe('improving');
    expect(isImprovementSuppressed(at(12, 12), [exchange])).toBe(true);
    expect(isImprovementSuppressed(at(12, 13), [exchange])).toBe(false);
  });

  it('reads a fall of PTA as worse and a fall of bilirubin as better', () => {
    const falling = [
      { at: at(9), value: 60 },
      { at: at(10), value: 40 },
    ];
    expect(courseOf('PTA', falling, [], at(10)).direction).toBe('worsening');
    expect(courseOf('TBIL', falling, [], at(10)).direction).toBe('improving');
  });
});

it('asks about a repeat within 6 h that changed more than threefold', () => {
  const first = { at: at(10, 8), value: 100 };
  expect(isImplausibleRepeat(first, { at: at(10, 14), value: 301 })).toBe(true);
  expect(isImplausibleRepeat(first, { at: at(10, 14), value: 300 })).toBe(false);
  expect(isImplausibleRepeat(first, { at: at(10, 15), value: 900 })).toBe(false);
});

it('gives the plain difference of COSSH-ACLF II between two days', () => {
  expect(scoreDifference({ at: at(1), value: 7.02 }, { at: at(8), value: 7.84 })).toBe(0.82);
});
