import { describe, expect, it } from 'vitest';
import { blankRow, type LimitRow, readRows, rowsOf } from '../../../renderer/features/settings/critical-draft.ts';
import { EXAMPLE_LIMITS } from '../../../shared/records/critical-table.ts';

const row = (part: Partial<LimitRow>): LimitRow => ({ ...blankRow([]), code: 'K', low: '2.8', ...part });
const faultsOf = (part: Partial<LimitRow>) => readRows([row(part)]).faults.map(({ field, kind }) => `${field} ${kind}`);

describe('a typed table of critical values', () => {
  it('goes there and back without change', () => {
    expect(readRows(rowsOf(EXAMPLE_LIMITS, true))).toEqual({ limits: EXAMPLE_LIMITS, faults: [] });
  });

  it('reads full-width digits, and an age band with one end', () => {
    const { limits } = readRows([row({ low: '２。８', high: '６.２', from: '６５' })]);
    expect(limits).toEqual([{ code: 'K', low: 2.8, high: 6.2, ages: { from: 65, to: 130 } }]);
  });

  it('says what cannot be read, once, and is then no table', () => {
    expect(faultsOf({ low: '<2.8' })).toEqual(['low unreadable']);
    expect(faultsOf({ low: 'x', high: '' })).toEqual(['low unreadable']);
    expect(faultsOf({ from: '200' })).toEqual(['ages unreadable']);
    expect(faultsOf({ code: '' })).toEqual(['code unknown-item']);
    expect(readRows([row({ low: '<2.8' })]).limits).toBeNull();
    expect(readRows([]).limits).toBeNull();
  });

  it('gives each further line a name of its own', () => {
    const rows = rowsOf(EXAMPLE_LIMITS.slice(0, 3), true);
    const [first, , third] = rows;
    if (!first || !third) throw new Error('three lines');
    expect(blankRow([first, third]).key).toBe(3);
  });
});
