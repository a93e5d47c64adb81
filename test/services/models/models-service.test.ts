import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openModels } from '../../../electron/services/models/models-service.ts';
import { installedModelKeys } from '../../../shared/clinical/model-signature.ts';
import { demo, examples, type Json, keys, selfTestWith, signed } from '../../shared/clinical/model-owner.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { DOCTOR, E2, openRecords } from '../assessments/recorded-case.ts';

let store: OpenStore;
let records: ReturnType<typeof openRecords>;
let models: Awaited<ReturnType<typeof openModels>>;

const open = (withKeys = keys) =>
  openModels({ ...store, keys: withKeys, onInstalled: tx => records.assessments.assessRefused(tx) });

/** The same published function as a file of the real slot; its inputs are among those of CATCH-LIFE only in part. */
const catchLife = (version: string, change: Json = {}): string =>
  signed({ ...demo, id: 'catch-life', version, ...change });

beforeEach(async () => {
  store = openStore();
  models = await open();
  records = openRecords(store, { disabled: () => new Set(), model: () => models.active() });
});
afterEach(() => store.close());

const states = (slot = models.list()) => Object.fromEntries(slot.files.map(({ version, state }) => [version, state]));

describe('the model slot', () => {
  it('has no key in this build, so no file can be verified', async () => {
    expect(installedModelKeys).toEqual([]);
    models = await open([]);
    const { refusal, slot } = await models.install(DOCTOR, catchLife('2026.1'));
    expect({ refusal, keyIds: slot.keyIds, files: slot.files }).toEqual({
      refusal: 'unknown-key',
      keyIds: [],
      files: [],
    });
  });

  it.each<[string, string, string]>([
    ['bad-signature', 'a file changed after signing', catchLife('2026.1').replace('"centre": ', '"centre": 1')],
    ['unknown-input', 'an input nobody knows', catchLife('1', { inputs: [{ key: 'platelets' }] })],
    ['wrong-format', 'another version of the format', catchLife('1', { format: 'ganqiao-model/2' })],
    ['not-json', 'no JSON', 'hello'],
    [
      'self-test-failed',
      'an answer of its own that it does not give',
      catchLife('1', { selfTest: examples.map(inputs => ({ inputs, risk: 0.5, grade: 'low' })) }),
    ],
  ])('refuses as %s %s, and stores nothing of it', async (code, _what, text) => {
    const { refusal, slot } = await models.install(DOCTOR, text);
    expect([refusal, slot.files]).toEqual([code, []]);
    expect(models.active()).toBeNull();
  });

  it('keeps versions side by side, the newest active whatever the order, also after reopening', async () => {
    await models.install(DOCTOR, catchLife('2026.10'));
    await models.install(DOCTOR, catchLife('2026.9'));
    expect(states()).toEqual({ '2026.10': 'active', '2026.9': 'older' });
    models = await open();
    expect(states()).toEqual({ '2026.10': 'active', '2026.9': 'older' });
    await models.install(DOCTOR, catchLife('2026.10')); // again: nothing new
    expect(models.list().files).toHaveLength(2);
    expect(models.list().files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses by name a second content under an id and version that are taken', async () => {
    const { slot } = await models.install(DOCTOR, catchLife('2026.1'));
    for (const version of ['2026.1', '2026.01']) {
      const changed = catchLife(version, { baselineSurvival: 0.9, selfTest: selfTestWith(0.9) });
      expect(await models.install(DOCTOR, changed)).toEqual({ refusal: 'version-taken', where: version, slot });
    }
    expect((await models.install(DOCTOR, signed({ ...demo, version: '2026.1' }))).refusal).toBeNull(); // another id
  });

  it('lists a file whose key is no longer compiled in as refused, and does not use it', async () => {
    await models.install(DOCTOR, catchLife('2026.1'));
    models = await open([]);
    expect(models.list().files[0]).toMatchObject({ state: 'refused', refusal: 'unknown-key', examples: [] });
    expect(models.active()).toBeNull();
  });

  it('shows a demonstration on fictional patients only, never on a patient', async () => {
    await models.install(DOCTOR, signed(demo));
    const [file] = models.list().files;
    expect(file).toMatchObject({ id: 'demo', state: 'demonstration' });
    expect(file?.examples.map(({ patient }) => patient)).toEqual(['E1', 'E2', 'E3']);
    expect(models.active()).toBeNull();
    records.panel(2, E2);
    expect(records.outcomeOf('catch-life', 2)?.outcome.refused?.code).toBe('model-not-installed');
  });
});

describe('a result of the model', () => {
  it('is computed where it was refused, once the file is there, and keeps id, version, hash and arithmetic', async () => {
    records.panel(2, E2);
    expect(records.outcomeOf('catch-life', 2)?.outcome.refused?.code).toBe('model-not-installed');
    const { slot } = await models.install(DOCTOR, catchLife('2026.1'));
    const assessment = records.outcomeOf('catch-life', 2);
    expect(assessment?.scoreVersion).toBe('2026.1');
    const { model, raw } = assessment?.outcome ?? {};
    expect(model).toMatchObject({ id: 'catch-life', version: '2026.1', sha256: slot.files[0]?.sha256 });
    const { population } = demo;
    expect(model).toMatchObject({ outcome: { en: 'death' }, population }); // the file's own
    // a reader can redo it from what is stored
    const lp = model?.terms.reduce((sum, { coefficient, y }) => sum + coefficient * y, 0) ?? Number.NaN;
    const risk = 1 - (model?.baselineSurvival ?? 0) ** Math.exp(lp - (model?.centre ?? 0));
    expect(lp).toBeCloseTo(model?.linearPredictor ?? 0, 12);
    expect(risk).toBeCloseTo(raw ?? 0, 12);
  });

  it('is not recomputed when a newer file arrives; the next sample uses the newer one', async () => {
    await models.install(DOCTOR, catchLife('2026.1'));
    records.panel(2, E2);
    const before = records.rows('catch-life');
    await models.install(DOCTOR, catchLife('2026.2', { baselineSurvival: 0.9, selfTest: selfTestWith(0.9) }));
    records.panel(2, { PLT: '60' });
    expect(records.rows('catch-life')).toEqual(before);
    records.panel(6, E2);
    expect(records.outcomeOf('catch-life', 2)?.scoreVersion).toBe('2026.1');
    expect(records.outcomeOf('catch-life', 6)?.scoreVersion).toBe('2026.2');
  });
});
