import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundHalfUp, roundSi } from '../../../shared/clinical/rounding.ts';

/** The rule word for word (clinical.md 1.2 rule 6); ours takes a short cut away from ties. */
function byDecimalText(x: number, nd: number): number {
  const [m, e = '0'] = String(Math.abs(x)).split('e');
  return Math.sign(x) * Number(`${Math.round(Number(`${m}e${Number(e) + nd}`))}e-${nd}`);
}

describe('the one rounding', () => {
  it.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [2.5, 0, 3],
    [-2.5, 0, -3],
    [0.5, 0, 1],
    [43.75, 1, 43.8],
    [1.45, 1, 1.5],
    [-2.59975, 2, -2.6],
    [8.345, 2, 8.35],
    [26.5, 0, 27],
  ])('rounds %d at %d decimals to %d, ties away from zero', (x, decimals, rounded) => {
    expect(roundHalfUp(x, decimals)).toBe(rounded);
  });

  it('never shows minus zero', () => {
    expect(Object.is(roundHalfUp(-0.2), 0)).toBe(true);
  });

  it('removes the noise of a conversion: 3 mg/dL is exactly 51.3', () => {
    expect(3 * 17.1).not.toBe(51.3);
    expect(roundSi(3 * 17.1)).toBe(51.3);
  });

  it('agrees with the decimal-text rule everywhere, also at ties', () => {
    const anyNumber = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const nearTie = fc.tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constantFrom(1, 2, 3, 6));
    fc.assert(
      fc.property(anyNumber, fc.constantFrom(0, 1, 2, 6), (x, nd) => {
        expect(roundHalfUp(x, nd)).toBe(byDecimalText(x, nd) + 0);
      }),
      { numRuns: 3000 },
    );
    fc.assert(
      fc.property(nearTie, ([n, nd]) => {
        const tie = Number(`${n}5e-${nd + 1}`);
        expect(roundHalfUp(tie, nd)).toBe(byDecimalText(tie, nd) + 0);
      }),
      { numRuns: 3000 },
    );
  });
});
