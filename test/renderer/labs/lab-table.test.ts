import { describe, expect, it } from 'vitest';
import {
  changeBetween,
  isConverted,
  previousValue,
  sampleColumns,
  signed,
  valueText,
} from '../../../renderer/features/labs/lab-table.ts';
import type { Observation } from '../../../shared/records/observation.ts';

let serial = 0;
function observation(fields: Partial<Observation>): Observation {
  serial += 1;
  return {
    id: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    patientId: '00000000-0000-4000-8000-00000000000a',
    episodeId: '00000000-0000-4000-8000-00000000000b',
    code: 'TBIL',
    valueSi: 100,
    comparator: null,
    text: null,
    missing: null,
    enteredValue: '100',
    enteredUnit: 'umol/L',
    sampledAt: '2026-11-20T01:00:00Z',
    timeSource: 'collected',
    laboratory: '',
    source: 'typed',
    version: 1,
    recordedAt: '2026-11-20T02:00:00Z',
    recordedBy: 'test',
    voidedAt: null,
    ...fields,
  };
}

describe('columns of the laboratory table', () => {
  it('puts the oldest left and leaves void values out', () => {
    const columns = sampleColumns([
      observation({ sampledAt: '2026-11-22T01:00:00Z' }),
      observation({ sampledAt: '2026-11-20T01:00:00Z' }),
      observation({ sampledAt: '2026-11-21T01:00:00Z', voidedAt: '2026-11-21T02:00:00Z' }),
    ]);
    expect(columns.map(column => column.sampledAt.slice(0, 10))).toEqual(['2026-11-20', '2026-11-22']);
  });

  it('knows one instant written in two ways, and lets the later recorded value stand', () => {
    const [column, ...more] = sampleColumns([
      observation({ sampledAt: '2026-11-20T09:00:00+08:00', valueSi: 2, recordedAt: '2026-11-20T03:00:00Z' }),
      observation({ sampledAt: '2026-11-20T01:00:00.000Z', valueSi: 1, recordedAt: '2026-11-20T02:00:00Z' }),
    ]);
    expect(more).toEqual([]);
    expect(column?.values.get('TBIL')?.valueSi).toBe(2);
  });

  it('finds the newest number before, passing over missing words', () => {
    const columns = sampleColumns([
      observation({ valueSi: 80, sampledAt: '2026-11-19T01:00:00Z' }),
      observation({ valueSi: null, missing: 'pending', sampledAt: '2026-11-20T01:00:00Z' }),
    ]);
    expect(previousValue(columns, 'TBIL', '2026-11-21T01:00:00Z')?.valueSi).toBe(80);
    expect(previousValue(columns, 'TBIL', '2026-11-19T01:00:00Z')).toBeNull();
    expect(previousValue(columns, 'INR', '2026-11-21T01:00:00Z')).toBeNull();
  });
});

describe('change between two values', () => {
  const at = (time: string, value: number) => ({ at: `2026-11-${time}:00Z`, value });

  it('gives the difference, percent, and change per day', () => {
    expect(changeBetween(at('20T00:00', 100), at('22T00:00', 150))).toEqual({
      delta: 50,
      hours: 48,
      percent: 50,
      perDay: 25,
    });
    expect(changeBetween(at('20T00:00', 100), at('20T12:00', 90))).toEqual({
      delta: -10,
      hours: 12,
      percent: -10,
      perDay: -20,
    });
  });

  it('gives no rate for samples less than 12 h apart, and no percent of zero', () => {
    expect(changeBetween(at('20T00:00', 100), at('20T11:59', 150))?.perDay).toBeNull();
    expect(changeBetween(at('20T00:00', 0), at('21T00:00', 5))?.percent).toBeNull();
  });

  it('gives nothing where the second value is not later', () => {
    expect(changeBetween(at('20T00:00', 100), at('20T00:00', 150))).toBeNull();
  });

  it('has no binary noise', () => {
    expect(changeBetween(at('20T00:00', 1.1), at('21T00:00', 1.4))?.delta).toBe(0.3);
    expect(signed(0.3)).toBe('+0.3');
    expect(signed(-12.5)).toBe('−12.5');
    expect(signed(0)).toBe('±0');
  });
});

describe('a value as shown', () => {
  it('keeps the precision as written', () => {
    expect(valueText(observation({ valueSi: 320.5, enteredValue: '320.50' }))).toBe('320.50');
  });

  it('shows a converted value in SI and says so', () => {
    const converted = observation({ valueSi: 51.3, enteredValue: '3', enteredUnit: 'mg/dL' });
    expect(valueText(converted)).toBe('51.3');
    expect(isConverted(converted)).toBe(true);
    expect(
      valueText(observation({ code: 'UREA', valueSi: 3.570154, enteredValue: '10', enteredUnit: 'mg/dL{BUN}' })),
    ).toBe('3.57');
  });

  it('has no number where a word stands', () => {
    expect(valueText(observation({ valueSi: null, missing: 'not-done', enteredValue: null }))).toBeNull();
  });
});
