import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../../shared/clinical/explanation.ts';
import { prepareInputs } from '../../../shared/clinical/inputs.ts';
import { activeModel, isVerifiedModel, loadModel } from '../../../shared/clinical/model-file.ts';
import type { InstalledModel } from '../../../shared/clinical/model-schema.ts';
import { evaluateModel } from '../../../shared/clinical/model-score.ts';
import { installedModelKeys, webModelCrypto } from '../../../shared/clinical/model-signature.ts';
import { parseTransform } from '../../../shared/clinical/model-transform.ts';
import { evaluate } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { demo, examples, gradeOf, type Json, keys, meld3Risk, pair, signed } from './model-owner.ts';

async function install(file: Json): Promise<InstalledModel> {
  const load = await loadModel(signed(file), keys, webModelCrypto);
  if (!load.isInstalled) throw new Error(`${load.refusal} ${load.where}`);
  return load.model;
}

async function refusalOf(text: string, installedKeys = keys): Promise<string> {
  const load = await loadModel(text, installedKeys, webModelCrypto);
  return load.isInstalled ? 'installed' : load.refusal;
}

let model: InstalledModel;
beforeAll(async () => {
  model = await install(demo);
});

describe('computation', () => {
  it.each(examples)('gives the published 90-day risk for %o', inputs => {
    const { result } = evaluateModel(model, prepareInputs(inputs));
    const risk = meld3Risk(inputs);
    expect(result.raw).toBeCloseTo(risk, 9);
    expect(result.value).toBe(Math.round(risk * 1000) / 10);
    expect(result.grade).toBe(gradeOf(risk));
    expect(result.version).toBe('2026.1');
  });

  it('converts to the unit of the model first, then clamps, and explains both', () => {
    const { outcome, computation } = evaluateModel(model, prepareInputs({ tbil: 171, inr: 0.8, crea: 500 }));
    const factors = outcome?.terms.map(({ factors: [factor] }) => [factor?.x, factor?.clamp]);
    expect(factors).toEqual([
      [10, null],
      [1, { kind: 'raised', to: 1 }],
      [3, { kind: 'lowered', to: 3 }],
    ]);
    const sum = outcome?.terms.reduce((total, { contribution }) => total + contribution, 0);
    expect(outcome?.linearPredictor).toBeCloseTo(sum ?? 0, 12);
    expect(computation?.terms).toBe(outcome?.terms);
  });

  it('keeps id, version and SHA-256 with the result, and the watermark of a demonstration', () => {
    const evaluation = evaluateModel(model, prepareInputs(examples[0] ?? {}));
    expect(evaluation.model).toEqual({
      id: 'demo',
      version: '2026.1',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(evaluation.isDemonstration).toBe(true);
  });

  it('refuses in the usual order and never completes by assumption', () => {
    const codeOf = (inputs: Json) => evaluateModel(model, prepareInputs(inputs)).result.refused?.code;
    expect(codeOf({ tbil: { value: 1, unit: 'x' }, inr: 900 })).toBe('unknown-unit');
    expect(codeOf({ tbil: 100, inr: 900 })).toBe('out-of-range');
    expect(codeOf({ tbil: 100, inr: 2 })).toBe('missing-input');
  });

  it('rises with every coefficient that is positive', () => {
    const riskAt = (crea: number) => evaluateModel(model, prepareInputs({ tbil: 100, inr: 1.5, crea })).result.raw ?? 0;
    expect(riskAt(200)).toBeGreaterThan(riskAt(120));
  });

  it('reads flags as 1 and 0, grades by indicator and choices by level', async () => {
    const indicators: Json = {
      ...demo,
      inputs: [{ key: 'he' }, { key: 'variceal_bleed' }, { key: 'cirrhosis' }],
      terms: [
        { input: 'he', transform: 'indicator>=1', coefficient: 1 },
        { input: 'variceal_bleed', transform: 'indicator==current', coefficient: 2 },
        { input: 'cirrhosis', transform: 'identity', coefficient: 4 },
      ],
      centre: 0,
      baselineSurvival: 0.85,
      selfTest: [
        { inputs: { he: 0, variceal_bleed: 'past', cirrhosis: false }, risk: 0.15, grade: 'middle' },
        {
          inputs: { he: 1, variceal_bleed: 'current', cirrhosis: false },
          risk: 1 - 0.85 ** Math.exp(3),
          grade: 'high',
        },
        { inputs: { he: 4, variceal_bleed: 'none', cirrhosis: true }, risk: 1 - 0.85 ** Math.exp(5), grade: 'high' },
      ],
    };
    const installed = await install(indicators);
    const { outcome } = evaluateModel(installed, prepareInputs({ he: 2, variceal_bleed: 'current', cirrhosis: true }));
    expect(outcome?.linearPredictor).toBe(7);
  });
});

describe('the slot called CATCH-LIFE', () => {
  it('stays empty: no key is compiled in and a demonstration never fills it', () => {
    expect(installedModelKeys).toEqual([]);
    expect(evaluate('catch-life', workedPatients.E2, { model }).refused?.code).toBe('model-not-installed');
  });

  it('computes with a signed file of that id, under its own version, and explains its inputs', async () => {
    const slot = await install({ ...demo, id: 'catch-life' });
    const result = evaluate('catch-life', workedPatients.E2, { model: slot });
    expect(result).toMatchObject({ score: 'catch-life', version: '2026.1', refused: null });
    const explanation = explain('catch-life', workedPatients.E2, { model: slot });
    expect(explanation.inputs.map(({ key }) => key)).toEqual(['tbil', 'inr', 'crea']);
    expect(explanation.terms).toHaveLength(3);
  });

  it('refuses a model object that did not pass the loader', async () => {
    const slot = await install({ ...demo, id: 'catch-life' });
    const forged = { ...slot };
    expect(isVerifiedModel(forged)).toBe(false);
    expect(evaluate('catch-life', workedPatients.E2, { model: forged }).refused?.code).toBe('model-not-installed');
  });

  it('takes the newest verified version', async () => {
    const versions = await Promise.all(['2026.2', '2026.10', '2026.9'].map(version => install({ ...demo, version })));
    expect(activeModel([...versions, { ...model }], 'demo')?.file.version).toBe('2026.10');
    expect(activeModel(versions, 'catch-life')).toBeNull();
  });
});

describe('the loader refuses', () => {
  const input = (key: string, more: Json = {}) => ({
    ...demo,
    inputs: [{ key, ...more }, ...(demo.inputs as Json[]).slice(1)],
  });
  const term = (transform: string) => ({
    ...demo,
    terms: [{ input: 'tbil', transform, coefficient: 1 }, ...(demo.terms as Json[]).slice(1)],
  });

  it.each<[string, string, string]>([
    ['text that is not JSON', '{', 'not-json'],
    ['another format', JSON.stringify({ ...demo, format: 'ganqiao-model/2' }), 'wrong-format'],
    ['a list', '[]', 'wrong-format'],
    ['a file without signature', JSON.stringify(demo), 'invalid-structure'],
    ['an unknown member', signed({ ...demo, script: 'x' }), 'invalid-structure'],
    ['another id', signed({ ...demo, id: 'meld' }), 'invalid-structure'],
    ['a baseline of 1', signed({ ...demo, baselineSurvival: 1 }), 'invalid-structure'],
    ['two self-test rows', signed({ ...demo, selfTest: (demo.selfTest as Json[]).slice(0, 2) }), 'invalid-structure'],
    ['an unknown input', signed(input('afp')), 'unknown-input'],
    [
      'a term without input',
      signed({ ...demo, terms: [{ input: 'na', transform: 'ln', coefficient: 1 }] }),
      'unknown-input',
    ],
    ['an unknown unit', signed(input('tbil', { unit: 'g/L' })), 'unknown-unit'],
    ['a unit on a flag', signed(input('cirrhosis', { unit: '1' })), 'unknown-unit'],
    ['an inverted clamp', signed(input('tbil', { unit: 'mg/dL', clamp: [9, 1] })), 'invalid-structure'],
    [
      'the same input twice',
      signed({ ...demo, inputs: [...(demo.inputs as Json[]), { key: 'inr' }] }),
      'invalid-structure',
    ],
    ['an unknown transform', signed(term('exp')), 'unknown-transform'],
    ['an indicator of a level the input lacks', signed(term('indicator==current')), 'unknown-transform'],
    [
      'thresholds that do not start at 0',
      signed({ ...demo, thresholds: [{ grade: 'x', riskAtLeast: 0.1 }] }),
      'invalid-thresholds',
    ],
    [
      'thresholds that do not ascend',
      signed({
        ...demo,
        thresholds: [
          { grade: 'a', riskAtLeast: 0 },
          { grade: 'b', riskAtLeast: 0 },
        ],
      }),
      'invalid-thresholds',
    ],
    ['a self-test that does not reproduce', signed({ ...demo, centre: 2.4 }), 'self-test-failed'],
    ['an unknown key', signed(demo, pair.privateKey, 'other'), 'unknown-key'],
    ['another signer', signed(demo, generateKeyPairSync('ed25519').privateKey), 'bad-signature'],
    [
      'one changed digit',
      signed(demo).replace('"baselineSurvival": 0.946', '"baselineSurvival": 0.947'),
      'bad-signature',
    ],
  ])('%s', async (_name, text, refusal) => {
    expect(await refusalOf(text)).toBe(refusal);
  });

  it('a logarithm of an input that may be zero', async () => {
    const zero = { ...demo, inputs: [{ key: 'he' }], terms: [{ input: 'he', transform: 'ln', coefficient: 1 }] };
    expect(await refusalOf(signed(zero))).toBe('unknown-transform');
  });

  it('a signature checked with a damaged key, without throwing', async () => {
    expect(await refusalOf(signed(demo), [{ keyId: 'test-key', publicKey: 'AAAA' }])).toBe('bad-signature');
  });

  it('but not a file whose members only moved or whose spaces changed', async () => {
    const moved = Object.fromEntries(Object.entries(JSON.parse(signed(demo))).toReversed());
    expect(await refusalOf(JSON.stringify(moved))).toBe('installed');
  });
});

it.each([
  'identity',
  'ln',
  'log10',
  'sqrt',
  'indicator>=1',
  'indicator>0.5',
  'indicator<=2',
  'indicator<3',
  'indicator==current',
])('knows the transform %s', text => {
  expect(parseTransform(text)).toBeDefined();
});

it.each(['', 'LN', 'indicator', 'indicator=1', 'indicator!=1', 'indicator>=', 'ln(x)', 'indicator>= 1'])(
  'does not know the transform "%s"',
  text => {
    expect(parseTransform(text)).toBeUndefined();
  },
);
