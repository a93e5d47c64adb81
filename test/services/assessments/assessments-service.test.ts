import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../../electron/services/ports.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { E2, openRecords } from './recorded-case.ts';

let store: OpenStore;
beforeEach(() => {
  const instant = systemClock.now();
  store = openStore({ clock: { ...systemClock, now: () => instant } });
});
afterEach(() => store.close());

it('shows the snapshot that was written last, also of several in one millisecond', () => {
  const records = openRecords(store, { disabled: () => new Set(), model: () => null });
  const bilirubins = ['320', '110', '260', '150', '400', '180'];
  for (const [hours, TBIL] of bilirubins.entries()) records.panel(hours + 1, { ...E2, TBIL });
  // a value that belongs to an earlier sample arrives late, again and again
  for (const TBIL of bilirubins) records.panel(1, { TBIL });
  const rows = records.rows('child-pugh').filter(row => row.anchor_at === records.at(1));
  expect(new Set(rows.map(({ computed_at }) => computed_at)).size).toBe(1);
  const last = store.connection
    .prepare('SELECT inputs_json FROM assessment WHERE score_id = ? AND anchor_at = ? ORDER BY rowid DESC')
    .get('child-pugh', records.at(1)) as { inputs_json: string };
  expect(records.outcomeOf('child-pugh', 1)?.inputs).toEqual(JSON.parse(last.inputs_json));
});
