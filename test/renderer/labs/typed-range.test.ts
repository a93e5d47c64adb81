import { describe, expect, it } from 'vitest';
import {
  blankPanel,
  cellRange,
  panelEntries,
  panelQuestions,
  printBeside,
  typeInto,
} from '../../../renderer/features/labs/panel-draft.ts';
import { readTypedRange } from '../../../renderer/features/labs/typed-range.ts';
import { flagSide, rangeInUse } from '../../../shared/records/reference-range.ts';

describe('a typed reference range', () => {
  it.each([
    ['3.5-9.5', { low: 3.5, high: 9.5 }],
    ['３．５～９．５', { low: 3.5, high: 9.5 }],
    ['3.5--9.5', { low: 3.5, high: 9.5 }],
    ['0至26', { low: 0, high: 26 }],
    ['<26', { low: null, high: 26 }],
    ['≥ 70', { low: 70, high: null }],
  ])('%s is read', (typed, range) => {
    expect(readTypedRange(typed)).toEqual({ kind: 'range', ...range });
  });

  it('is never guessed', () => {
    for (const typed of ['9.5-3.5', '男 9-50', '26', '-']) expect(readTypedRange(typed).kind).toBe('unreadable');
  });

  it('goes with its value in the unit of the cell, and holds the panel up while it cannot be read', () => {
    const panel = typeInto(blankPanel(), 'TBIL', { text: '2.0', unit: 'mg/dL' });
    const printed = printBeside(panel, 'TBIL', { range: '<1.2', labFlag: 'H' });
    expect(cellRange(printed, 'TBIL')).toEqual({ low: null, high: 20.52 });
    expect(panelEntries(printed)[0]).toMatchObject({ range: { low: null, high: 1.2 }, labFlag: 'H' });
    const odd = printBeside(panel, 'TBIL', { range: '约 20' });
    const asked = panelQuestions(odd, { hasJaundice: false, earlier: () => [] }).get('TBIL') ?? [];
    expect(asked.find(({ id }) => id === 'range-unreadable')?.isBlocking).toBe(true);
  });
});

describe('the range in use', () => {
  const woman = { sex: 'female', ageYears: 40 } as const;
  it("is the laboratory's where it printed one, else the catalogue's, and says which", () => {
    expect(rangeInUse('ALT', woman, { low: 0, high: 35 })).toMatchObject({ high: 35, source: 'laboratory' });
    expect(rangeInUse('ALT', woman, undefined)).toMatchObject({ high: 40, source: 'catalogue' });
    expect(rangeInUse('INR', woman, null)).toBeNull();
  });

  it('knows the side of a laboratory flag', () => {
    expect((['H', 'HH', 'L', 'LL', 'N'] as const).map(flagSide)).toEqual(['high', 'high', 'low', 'low', null]);
  });
});
