import { describe, expect, it } from 'vitest';
import {
  blankPanel,
  cellOf,
  cellSi,
  confirm,
  isBlank,
  type PanelContext,
  type PanelDraft,
  panelEntries,
  panelQuestions,
  restorePanel,
  typeInto,
} from '../../../renderer/features/labs/panel-draft.ts';
import { LabEntry } from '../../../shared/records/observation.ts';

const calm: PanelContext = { hasJaundice: false, earlier: () => [] };
const typed = (...cells: [Parameters<typeof typeInto>[1], string, string?][]): PanelDraft =>
  cells.reduce((draft, [code, text, unit]) => typeInto(draft, code, { text, ...(unit ? { unit } : {}) }), blankPanel());
const asked = (draft: PanelDraft, context = calm) =>
  Object.fromEntries([...panelQuestions(draft, context)].map(([code, list]) => [code, list.map(q => q.id)]));

describe('a panel that is being typed', () => {
  it('is blank until something is written', () => {
    expect(isBlank(blankPanel())).toBe(true);
    expect(isBlank(typed(['TBIL', '  ']))).toBe(true);
    expect(isBlank(typed(['TBIL', 'x']))).toBe(false);
  });

  it('hands over what was written, in the order of the grid, as the contract wants it', () => {
    const entries = panelEntries(
      typed(['INR', '１。9'], ['TBIL', '320.50'], ['LAC', 'c'], ['HBVDNA', '<20'], ['ALT', '-']),
    );
    expect(entries.map(entry => entry.code)).toEqual(['TBIL', 'INR', 'LAC', 'HBVDNA']);
    expect(entries[0]).toMatchObject({ value: '320.50', unit: 'umol/L', comparator: null, confirmed: false });
    expect(entries[2]).toMatchObject({ value: null, missing: 'not-done' });
    expect(entries[3]).toMatchObject({ value: '20', comparator: '<' });
    for (const entry of entries) expect(LabEntry.safeParse(entry).success).toBe(true);
  });

  it('keeps the unit of the cell and converts only to judge', () => {
    const draft = typed(['TBIL', '3', 'mg/dL']);
    expect(cellSi(draft, 'TBIL')).toBe(51.3);
    expect(panelEntries(draft)[0]).toMatchObject({ value: '3', unit: 'mg/dL' });
  });
});

describe('questions at the cell', () => {
  it('asks about a text that it cannot read', () => {
    expect(asked(typed(['ALT', '-']))).toEqual({ ALT: ['unreadable'] });
  });

  it('asks about values outside the hard limits, also of items that no score reads', () => {
    expect(asked(typed(['PLT', '1501'], ['ALT', '20001'], ['K', '0.9']))).toEqual({
      ALT: ['outside-hard'],
      K: ['outside-hard'],
      PLT: ['outside-hard'],
    });
    expect(asked(typed(['PLT', '1500'], ['ALT', '1']))).toEqual({});
  });

  it('suspects mg/dL and offers that unit, but changes nothing by itself', () => {
    const draft = typed(['CREA', '1.5']);
    const [question] = panelQuestions(draft, calm).get('CREA') ?? [];
    expect(question).toMatchObject({ id: 'mg-dl', likelyUnit: 'mg/dL', wouldBe: 132.6, isBlocking: true });
    expect(cellOf(draft, 'CREA')).toMatchObject({ text: '1.5', unit: 'umol/L' });
    expect(asked(typeInto(draft, 'CREA', { unit: 'mg/dL' }))).toEqual({});
  });

  it('suspects bilirubin in mg/dL only where jaundice or a long INR speaks against it', () => {
    expect(asked(typed(['TBIL', '18']))).toEqual({ TBIL: ['outside-usual'] });
    expect(asked(typed(['TBIL', '18']), { ...calm, hasJaundice: true })).toEqual({ TBIL: ['mg-dl'] });
    expect(asked(typed(['TBIL', '18'], ['INR', '1.6']))).toEqual({ TBIL: ['mg-dl'] });
  });

  it('asks about direct above total bilirubin and neutrophils above white cells', () => {
    expect(asked(typed(['TBIL', '100'], ['DBIL', '120'], ['WBC', '5'], ['NEUT', '6']))).toEqual({
      DBIL: ['direct-above-total'],
      NEUT: ['neutrophils-above-white-cells'],
    });
  });

  it('asks about a threefold change within 6 h', () => {
    const context: PanelContext = { ...calm, earlier: () => [{ at: '2026-11-22T00:00:00Z', value: 100 }] };
    const at = (sampledAt: string) => ({ ...typed(['ALT', '301']), sampledAt });
    expect(asked(at('2026-11-22T06:00:00Z'), context)).toEqual({ ALT: ['threefold'] });
    expect(asked(at('2026-11-22T06:01:00Z'), context)).toEqual({});
  });

  it('takes "it is right" for the question asked, and asks again after a change', () => {
    const draft = typed(['PLT', '1501']);
    const kept = confirm(draft, 'PLT', panelQuestions(draft, calm).get('PLT') ?? []);
    expect(asked(kept)).toEqual({});
    expect(panelEntries(kept)[0]).toMatchObject({ value: '1501', confirmed: true });
    expect(asked(typeInto(kept, 'PLT', { text: '1502' }))).toEqual({ PLT: ['outside-hard'] });
  });

  it('asks a new question even where another one was answered', () => {
    const draft = typed(['TBIL', '100'], ['DBIL', '1600']);
    const kept = confirm(draft, 'DBIL', [{ id: 'outside-hard', likelyUnit: null, wouldBe: null, isBlocking: true }]);
    expect(asked(kept)).toEqual({ DBIL: ['direct-above-total'] });
  });

  it('only remarks on unusual values, without holding the panel up', () => {
    const [question] = panelQuestions(typed(['NA', '114']), calm).get('NA') ?? [];
    expect(question).toMatchObject({ id: 'outside-usual', isBlocking: false });
  });
});

describe('a stored draft', () => {
  it('comes back as it was left, but asks doubtful values again', () => {
    const draft = { ...typed(['PLT', '1501'], ['TBIL', '3', 'mg/dL']), sampledAt: '2026-11-22T01:05:00.000Z' };
    const kept = confirm(draft, 'PLT', panelQuestions(draft, calm).get('PLT') ?? []);
    expect(restorePanel(JSON.parse(JSON.stringify(kept)))).toEqual(draft);
  });

  it('is refused where it is not one of ours, and never brings an unknown unit', () => {
    for (const body of [null, 1, 'x', [], {}, { cells: 1 }]) expect(restorePanel(body)).toBeNull();
    const odd = restorePanel({
      cells: { TBIL: { text: '5', unit: 'stone' } },
      sampledAt: 'yesterday',
      timeSource: '?',
    });
    expect(odd).toMatchObject({
      sampledAt: null,
      timeSource: 'collected',
      cells: { TBIL: { text: '5', unit: 'umol/L' } },
    });
  });
});
