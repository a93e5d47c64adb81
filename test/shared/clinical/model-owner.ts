import { generateKeyPairSync, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import { evaluate } from '../../../shared/clinical/score-registry.ts';

/** A model owner in the tests: a key pair made anew in each run, and a file whose right answers are published. */
export const pair = generateKeyPairSync('ed25519');
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
export const keys = [{ keyId: 'test-key', publicKey }];

export type Json = Record<string, unknown>;

/** Signs as an owner would: Ed25519 over the RFC 8785 form without the signature. */
export function signed(unsigned: Json, privateKey = pair.privateKey, keyId = 'test-key'): string {
  const value = sign(null, Buffer.from(canonicalize(unsigned) ?? ''), privateKey).toString('base64');
  return JSON.stringify({ ...unsigned, signature: { alg: 'Ed25519', keyId, value } }, null, 2);
}

/** 90-day survival of MELD 3.0, 0.946^exp(0.17698·MELD3 − 3.56), for men with albumin 3.5 and sodium 137 or more. */
export function meld3Risk(inputs: { tbil: number; inr: number; crea: number }): number {
  const raw = evaluate('meld3', { ...inputs, na: 140, alb: 40, sex: 'male', dialysis: false }).raw ?? Number.NaN;
  return 1 - 0.946 ** Math.exp(0.17698 * raw - 3.56);
}

const SLOPE = 0.17698;
export const examples = [
  { tbil: 60, inr: 1.3, crea: 70 },
  { tbil: 320, inr: 1.9, crea: 95 },
  { tbil: 480, inr: 2.8, crea: 230 },
  { tbil: 10, inr: 0.9, crea: 400 },
];
export const gradeOf = (risk: number) => (risk >= 0.5 ? 'high' : risk >= 0.1 ? 'middle' : 'low');

/** A published Cox-type function in the shape of a model file; a demonstration, so its id is not "catch-life". */
export const demo: Json = {
  format: 'ganqiao-model/1',
  id: 'demo',
  version: '2026.1',
  title: { 'zh-CN': '演示模型', en: 'Demonstration model' },
  citation: 'Kim WR 2021, doi:10.1053/j.gastro.2021.08.050',
  population: 'men with sodium of 137 or more and albumin of 3.5 g/dL or more',
  outcome: { code: 'death', 'zh-CN': '死亡', en: 'death' },
  horizonDays: 90,
  inputs: [
    { key: 'tbil', unit: 'mg/dL', clamp: [1, 1000] },
    { key: 'inr', clamp: [1, 100] },
    { key: 'crea', unit: 'mg/dL', clamp: [1, 3] },
  ],
  terms: [
    { input: 'tbil', transform: 'ln', coefficient: SLOPE * 4.56 },
    { input: 'inr', transform: 'ln', coefficient: SLOPE * 9.09 },
    { input: 'crea', transform: 'ln', coefficient: SLOPE * 11.14 },
  ],
  centre: 3.56 - SLOPE * 6,
  baselineSurvival: 0.946,
  thresholds: [
    { grade: 'low', riskAtLeast: 0 },
    { grade: 'middle', riskAtLeast: 0.1 },
    { grade: 'high', riskAtLeast: 0.5 },
  ],
  selfTest: examples.map(inputs => ({ inputs, risk: meld3Risk(inputs), grade: gradeOf(meld3Risk(inputs)) })),
};

/** The self-test rows of the same model with another baseline survival. */
export function selfTestWith(baselineSurvival: number): Json[] {
  return examples.map(inputs => {
    const hazard = Math.log(1 - meld3Risk(inputs)) / Math.log(0.946);
    const risk = 1 - baselineSurvival ** hazard;
    return { inputs, risk, grade: gradeOf(risk) };
  });
}
