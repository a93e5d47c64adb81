import { afterEach, beforeEach, expect, it } from 'vitest';
import { randomIds } from '../../../electron/services/ports.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { DOCTOR, E2, openRecords } from './recorded-case.ts';

let store: OpenStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.close());

it('shows the snapshot that was written last, also of several in one millisecond', () => {
  const records = openRecords(store, { disabled: () => new Set(), model: () => null });
  records.panel(1, E2);
  const [first] = records.rows('child-pugh');
  if (!first) throw new Error('not scored');
  const again = ['2', '3', '4'].map(score_version => ({ ...first, id: randomIds.uuid(), score_version }));
  store.write(DOCTOR, { action: 'test', subject: null, reason: null }, tx => {
    for (const row of again) tx.insert('assessment', row);
  });
  expect(records.outcomeOf('child-pugh', 1)?.scoreVersion).toBe('4');
});
