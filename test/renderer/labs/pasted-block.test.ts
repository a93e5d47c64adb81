import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addColumn, blankGrid, columnOf, type GridDraft, typeAt } from '../../../renderer/features/labs/grid-draft.ts';
import { cellOf } from '../../../renderer/features/labs/panel-draft.ts';
import { clipboardCells, isBlock, pastedBlock, takeBlock } from '../../../renderer/features/labs/pasted-block.ts';
import { LAB_CODES, type LabCode } from '../../../shared/records/observation.ts';
import { wallClock } from '../../../shared/records/time.ts';

const NOW = '2026-11-22T04:00:00.000Z';
const at = (code: LabCode, column = '1') => ({ column, code });
const text = (grid: GridDraft, column: string, code: LabCode) => {
  const panel = columnOf(grid, column);
  return panel ? cellOf(panel, code).text : undefined;
};

describe('the clipboard', () => {
  it('is read as Excel writes it, quoted cells too', () => {
    expect(clipboardCells('a\tb\r\n\tc\r\n')).toEqual([
      ['a', 'b'],
      ['', 'c'],
    ]);
    expect(clipboardCells('"two\nlines"\t"say ""x"""\n1')).toEqual([['two\nlines', 'say "x"'], ['1']]);
  });

  it('is read to its end, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '1', '"', '\t', '\n', '\r', '。'), { maxLength: 60 }), parts => {
        const letters = (value: string) => value.replace(/[\s"]/g, '');
        const whole = parts.join('');
        expect(letters(clipboardCells(whole).flat().join(''))).toBe(letters(whole));
      }),
    );
  });

  it('holds a block only with a second cell', () => {
    expect(isBlock('320\r\n')).toBe(false);
    expect(isBlock('320\t1.9')).toBe(true);
    expect(isBlock('320\n1.9')).toBe(true);
  });
});

describe('a pasted column', () => {
  it('goes down from the cell, skips blanks, and shows what would be replaced and what cannot be read', () => {
    const grid = typeAt(blankGrid(), at('ALT'), '88');
    const block = pastedBlock(grid, at('DBIL'), '１２０\n310\n\n-\n', NOW);
    expect(block.cells).toEqual([
      { column: 0, code: 'DBIL', before: '', after: '１２０', isReadable: true },
      { column: 0, code: 'ALT', before: '88', after: '310', isReadable: true },
      { column: 0, code: 'AST', before: '', after: '-', isReadable: false },
    ]);
    const taken = takeBlock(grid, block);
    expect([text(taken, '1', 'DBIL'), text(taken, '1', 'ALT'), text(taken, '1', 'ALB')]).toEqual(['１２０', '310', '']);
  });

  it('counts what lies below the last row', () => {
    const last = LAB_CODES.at(-1) ?? 'ALP';
    expect(pastedBlock(blankGrid(), at(last), '1\n2\n3', NOW)).toMatchObject({ beyond: 2 });
  });
});

describe('a pasted block', () => {
  it('without times goes to the right, into further columns that still need their time', () => {
    const taken = takeBlock(blankGrid(), pastedBlock(blankGrid(), at('TBIL'), '320\t290\n120\t110', NOW));
    expect(taken.columns.map(column => [column.sampledAt, cellOf(column, 'TBIL').text])).toEqual([
      [null, '320'],
      [null, '290'],
    ]);
  });

  it('with a row of times makes the columns of those times, and finds one that is there', () => {
    const here = addColumn(blankGrid(), '2026-11-21T01:05:00.000Z').grid;
    const block = pastedBlock(here, at('TBIL'), '2026-11-21 09:05\t2026/11/22 8:30\n320\t290', NOW);
    const taken = takeBlock(here, block);
    const byTime = taken.columns.map(({ sampledAt, ...column }) => [
      sampledAt && wallClock(sampledAt),
      cellOf({ ...column, sampledAt }, 'TBIL').text,
    ]);
    expect(byTime).toEqual([
      ['2026-11-21 09:05', '320'],
      ['2026-11-22 08:30', '290'], // the blank column that the hand was in; the newest stands at the right
    ]);
  });

  it('with a column of names goes to those items, wherever the hand was, and says which it does not know', () => {
    const table = '项目\t11-21 09:05\n总胆红素(μmol/L)\t320\nINR\t<1.9\n糖化血红蛋白\t6\nPT\t20';
    const block = pastedBlock(blankGrid(), at('HBSAG'), table, NOW);
    expect(block.cells.map(({ code, after }) => [code, after])).toEqual([
      ['TBIL', '320'],
      ['INR', '<1.9'],
    ]);
    expect(block.unknown).toEqual(['糖化血红蛋白', 'PT']); // PT is seconds or percent: only its unit could say
    const taken = takeBlock(blankGrid(), block);
    expect(taken.columns).toHaveLength(1);
    expect(taken.columns[0]?.sampledAt).toBe('2026-11-21T01:05:00.000Z');
  });
});
