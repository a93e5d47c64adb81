import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../electron/services/lis/fold.ts';

describe('folding', () => {
  it.each([
    ['10⁹/L', '10^9/L'],
    ['10⁻³', '10^-3'],
    ['10¹²', '10^12'],
    ['Na⁺', 'Na+'],
    ['CO₂', 'CO2'],
    ['Ⅲ', 'III'],
    ['ＡＢＣ　１２', 'ABC 12'],
    ['\u00b5mol', 'umol'],
    ['\u03bcmol', 'umol'],
    ['总\u200b胆\ufeff红\u2060素', '总胆红素'],
    ['1\u20132\u20143\u22124\uff0d5', '1-2-3-4-5'],
    ['1\u301c2\u223c3\uff5e4', '1~2~3~4'],
    ['  a \t\u3000\u00a0 b\n', 'a b'],
  ])('%j is %j', (written, folded) => expect(fold(written)).toBe(folded));

  it('leaves what is folded as it is', () => {
    const text = fc.string({ unit: fc.constantFrom(...'a1 μµ⁹⁻₃〜～—ｘ　测-Ⅲ\u200b') });
    fc.assert(
      fc.property(text, written => {
        expect(fold(fold(written))).toBe(fold(written));
      }),
    );
  });
});
