import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createIdentity } from '../../../electron/services/patients/identity-service.ts';
import { createPatients } from '../../../electron/services/patients/patients-service.ts';
import { wireRevision } from '../../../electron/services/patients/same-person.ts';
import { inClear } from '../../../shared/records/masking.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { fieldsOf, person } from './people.ts';

const ACTOR = { id: 'u1', name: '示例医生' };
let store: OpenStore;
let now = Date.parse('2026-11-22T01:00:00.000Z');

beforeAll(() => {
  store = openStore({ clock: { now: () => new Date(now++).toISOString(), monotonicMs: () => now } });
});
afterAll(() => store.close());

/** The registry keeps a copy with an equal or higher counter: it must grow whenever other fields would be sent. */
it('never goes back and grows with what is sent under the id of a record, over merges and undoing them', () => {
  const patients = createPatients({
    ...store,
    assess: () => undefined,
  });
  const identity = createIdentity({ ...store, patients });
  const step = fc.constantFrom('change-a', 'change-b', 'change-c', 'a-into-b', 'b-into-c', 'undo');
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), steps => {
      const ids = ['甲', '乙', '丙'].map(name => patients.create(ACTOR, person({ name })).id);
      const [a = '', b = '', c = ''] = ids;
      const sent = new Map<string, { revision: number; fields: string }>();
      const at = (id: string) => ({ id, version: patients.getOwn(id).version });
      const change = (id: string, phone: string) => {
        const present = patients.getOwn(id);
        patients.update(ACTOR, { ...at(id), fields: { ...fieldsOf(present), phone }, reason: '' });
      };
      const merge = (from: string, into: string) =>
        identity.merge(ACTOR, { merged: at(from), survivor: at(into), take: ['phone'], reason: 'x' });
      const undo = () => {
        const open = ids.flatMap(id => identity.history(id, inClear).merges).find(({ undoable }) => undoable);
        if (open) identity.undoMerge(ACTOR, { id: open.id, reason: 'x' });
      };
      const run: Record<string, () => unknown> = {
        'change-a': () => change(a, `1380000${now % 10_000}`),
        'change-b': () => change(b, `1380000${now % 10_000}`),
        'change-c': () => change(c, `1380000${now % 10_000}`),
        'a-into-b': () => merge(a, b),
        'b-into-c': () => merge(b, c),
        undo,
      };
      for (const name of steps) {
        try {
          run[name]?.();
        } catch (failure) {
          expect((failure as { code: string }).code).toBe('patient-merged'); // a step that is not possible now
        }
        for (const id of ids) {
          const next = { revision: wireRevision(store.read, id), fields: JSON.stringify(fieldsOf(patients.get(id))) };
          const before = sent.get(id) ?? { revision: 0, fields: '' };
          expect(next.revision).toBeGreaterThanOrEqual(before.revision);
          if (next.fields !== before.fields) expect(next.revision).toBeGreaterThan(before.revision);
          sent.set(id, next);
        }
      }
    }),
    { numRuns: 25 },
  );
});
