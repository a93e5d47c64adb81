import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacedPoint } from '../../../renderer/charts/markers.tsx';
import { ownSegments, segments } from '../../../renderer/charts/segments.ts';
import { type AxisKind, valueScale } from '../../../renderer/charts/value-scale.ts';

describe('axis of a panel', () => {
  it('holds every value, whatever its kind', () => {
    const kind = fc.constantFrom<AxisKind>('linear', 'decades');
    const values = fc.array(fc.double({ min: 0.01, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(kind, values, (axis, all) => {
        const { low, high, place, ticks } = valueScale(axis, all);
        expect(high).toBeGreaterThan(low);
        for (const value of all) {
          const placed = place(value) ?? Number.NaN;
          expect(placed >= low && placed <= high).toBe(true);
        }
        expect(ticks.every(tick => Number.isFinite(tick))).toBe(true);
      }),
    );
  });

  it('reads in the unit though it is a logarithm', () => {
    const enzymes = valueScale('decades', [50, 800]);
    expect(enzymes.ticks.map(enzymes.text)).toEqual(['50', '100', '200', '500']);
  });

  it('has no place for a zero on a logarithm, and survives no value at all', () => {
    expect(valueScale('decades', [0, 1e3]).place(0)).toBeNull();
    expect(valueScale('decades', []).ticks).toEqual([]);
  });
});

describe('segments of a series', () => {
  const placed = (x: number, more: Partial<PlacedPoint['point']> = {}): PlacedPoint => ({
    x,
    y: x,
    point: {
      at: x,
      value: x,
      text: '',
      comparator: null,
      treated: null,
      flag: null,
      source: 'typed',
      isCorrected: false,
      isConverted: false,
      isAfterGap: false,
      laboratory: '',
      written: '',
      ...more,
    },
  });

  it('joins neighbours straight and leaves gaps open', () => {
    expect(segments([placed(1), placed(2), placed(3, { isAfterGap: true })])).toBe('M1.0 1.0L2.0 2.0M3.0 3.0');
  });

  it('leads the firm line past treated values, and never over a gap among them', () => {
    const treated = placed(2, { treated: 'exclude' });
    expect(ownSegments([placed(1), treated, placed(3)])).toBe('M1.0 1.0L3.0 3.0');
    const below = placed(2, { comparator: '<' });
    expect(ownSegments([placed(1), below, placed(3)])).toBe('M1.0 1.0L3.0 3.0');
    const afterGap = placed(2, { treated: 'exclude', isAfterGap: true });
    expect(ownSegments([placed(1), afterGap, placed(3)])).toBe('M1.0 1.0M3.0 3.0');
  });
});
