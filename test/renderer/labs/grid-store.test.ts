import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addColumn,
  blankGrid,
  columnOf,
  type GridDraft,
  type Place,
  removeColumn,
  restoreGrid,
  setUnit,
  typeAt,
} from '../../../renderer/features/labs/grid-draft.ts';
import { createGridStore } from '../../../renderer/features/labs/grid-store.ts';
import { cellOf } from '../../../renderer/features/labs/panel-draft.ts';
import type { LabCode } from '../../../shared/records/observation.ts';

const place = (code: LabCode, column = '1'): Place => ({ column, code });

function newStore() {
  const saved: GridDraft[] = [];
  const later: (() => void)[] = [];
  const store = createGridStore({ onChange: grid => saved.push(grid), afterPaint: run => later.push(run) });
  const text = ({ column, code }: Place) => {
    const panel = columnOf(store.present(), column);
    return panel ? cellOf(panel, code).text : undefined;
  };
  /** As hands do: into the cell, letter by letter, out of it. */
  const typeWhole = (at: Place, value: string) => {
    store.enter(at);
    for (let length = 1; length <= value.length; length++) store.type(at, value.slice(0, length));
    store.leave(at, null);
  };
  return { store, saved, later, text, typeWhole };
}

describe('a keystroke', () => {
  it('is in the draft at once, and told only after it was painted', () => {
    const { store, saved, later, text } = newStore();
    let told = 0;
    store.subscribe(() => {
      told += 1;
    });
    store.type(place('TBIL'), '3');
    store.type(place('TBIL'), '32');
    expect(text(place('TBIL'))).toBe('32');
    expect(saved).toHaveLength(2);
    expect(told).toBe(0);
    expect(later).toHaveLength(1); // once for all letters of a frame
    later[0]?.();
    expect(told).toBe(1);
  });

  it('marks the cell as being typed into until it is left', () => {
    const { store } = newStore();
    store.enter(place('TBIL'));
    expect(store.editing()).toBeNull();
    store.type(place('TBIL'), '3');
    expect(store.editing()).toEqual(place('TBIL'));
    store.leave(place('TBIL'), null);
    expect(store.editing()).toBeNull();
  });

  it('is given back by Esc: the cell as it was entered', () => {
    const { store, typeWhole, text } = newStore();
    typeWhole(place('TBIL'), '320');
    store.enter(place('TBIL'));
    store.type(place('TBIL'), '32');
    store.restoreCell();
    expect(text(place('TBIL'))).toBe('320');
    expect(store.putBack()).toBe(1); // tells a cell that was never told of the typing
    store.undo(); // what Esc took away is no step of its own
    expect(text(place('TBIL'))).toBe('');
  });
});

describe('undo and redo', () => {
  it('take a cell, a row and a batch as one step each', () => {
    const { store, typeWhole, text } = newStore();
    typeWhole(place('TBIL'), '320');
    typeWhole(place('INR'), '1.9');
    store.change('row', 'TBIL', grid => setUnit(grid, 'TBIL', 'mg/dL'));
    store.change('batch', 'paste', grid => typeAt(typeAt(grid, place('K'), '4.1'), place('NA'), '132'));
    const unit = () => store.present().columns[0]?.cells.TBIL?.unit;

    expect(store.undo()?.kind).toBe('batch');
    expect([text(place('K')), text(place('NA'))]).toEqual(['', '']);
    expect(store.undo()?.kind).toBe('row');
    expect(unit()).toBe('umol/L');
    expect(store.undo()?.kind).toBe('cell');
    expect([text(place('TBIL')), text(place('INR'))]).toEqual(['320', '']);
    expect(store.present().at).toEqual(place('INR')); // the hand is led back to the cell
    expect(store.redo()?.kind).toBe('cell');
    expect(store.redo()?.kind).toBe('row');
    expect(unit()).toBe('mg/dL');
  });

  it('take back typing that went on after the cell had been left as a step of its own', () => {
    const { store, typeWhole, text } = newStore();
    typeWhole(place('TBIL'), '320');
    typeWhole(place('TBIL'), '32.0');
    store.undo();
    expect(text(place('TBIL'))).toBe('320');
    store.undo();
    expect(text(place('TBIL'))).toBe('');
    expect(store.undo()).toBeNull();
  });

  it('take back a column that was taken away, with all that was in it', () => {
    const { store, text } = newStore();
    store.change('batch', 'column', grid => addColumn(grid).grid);
    store.change('cell', '2:ALB', grid => typeAt(grid, place('ALB', '2'), '29'));
    store.change('batch', 'column', grid => removeColumn(grid, '2'));
    expect(text(place('ALB', '2'))).toBeUndefined();
    store.undo();
    expect(text(place('ALB', '2'))).toBe('29');
  });

  it('lead back and forth through any typing to the same texts', () => {
    const codes = fc.constantFrom<LabCode>('TBIL', 'INR', 'NA');
    fc.assert(
      fc.property(fc.array(fc.tuple(codes, fc.string({ minLength: 1, maxLength: 5 })), { maxLength: 20 }), edits => {
        const { store, typeWhole } = newStore();
        const texts = () => JSON.stringify(store.present().columns);
        const states = [texts()];
        for (const [code, value] of edits) {
          typeWhole(place(code), value);
          states.push(texts());
        }
        while (store.undo()) states.pop();
        expect(texts()).toBe(JSON.stringify(blankGrid().columns));
        while (store.redo());
        expect(store.present().columns.map(column => column.cells)).toEqual(
          JSON.parse(JSON.stringify(store.present().columns.map(column => column.cells))),
        );
        const last = new Map(edits);
        for (const [code, value] of last) {
          const panel = columnOf(store.present(), '1');
          expect(panel && cellOf(panel, code).text).toBe(value);
        }
      }),
    );
  });
});

describe('a stored draft of the grid', () => {
  it('comes back with all columns and the cell it was left at', () => {
    const two = addColumn(typeAt(blankGrid(), place('TBIL'), '320'), '2026-11-22T01:05:00.000Z').grid;
    const left: GridDraft = { ...typeAt(two, place('INR', '2'), '１。9'), at: place('INR', '2') };
    expect(restoreGrid(JSON.parse(JSON.stringify(left)))).toEqual(left);
  });

  it('is refused where it is not one of ours; an unknown cell is forgotten', () => {
    const twice = blankGrid().columns.concat(blankGrid().columns);
    for (const body of [null, 1, [], {}, { columns: [] }, { columns: [1] }, { columns: twice }]) {
      expect(restoreGrid(body)).toBeNull();
    }
    const odd = { ...blankGrid(), at: { column: '9', code: 'TBIL' } };
    expect(restoreGrid(JSON.parse(JSON.stringify(odd)))?.at).toBeNull();
  });
});

describe('a further column', () => {
  it('takes over the units, never the values, of the one before', () => {
    const grid = setUnit(typeAt(blankGrid(), place('TBIL'), '3.2'), 'TBIL', 'mg/dL');
    const { grid: two, id } = addColumn(grid);
    const added = columnOf(two, id);
    expect(added && cellOf(added, 'TBIL')).toMatchObject({ text: '', unit: 'mg/dL' });
  });
});
