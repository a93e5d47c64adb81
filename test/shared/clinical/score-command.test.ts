import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { differences } from '../../../shared/clinical/self-check.ts';

const command = fileURLToPath(new URL('../../../build/cli/score.ts', import.meta.url));
const fixture = fileURLToPath(new URL('../../fixtures/clinical/scores-public.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'score-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(source: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...source], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

function fileOf(text: string | Buffer): string {
  const path = join(folder, 'cases.json');
  writeFileSync(path, text);
  return path;
}

describe('the score command', () => {
  it('answers every case of a file in order, and a refusal is a result', async () => {
    const { status, stdout, stderr } = run([fixture]);
    const { default: cases } = await import('../../fixtures/clinical/scores-public.json', { with: { type: 'json' } });
    const results = JSON.parse(stdout);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(results.map((result: { id: string }) => result.id)).toEqual(cases.map(({ id }) => id));
    for (const [index, result] of results.entries())
      expect(differences(result, cases[index]?.expect ?? {})).toEqual([]);
  });

  it('gives exactly the members of the contract', () => {
    const { stdout } = run(['-'], '[{"id":"a","score":"map","inputs":{"sbp":110,"dbp":70}}]');
    expect(JSON.parse(stdout)).toEqual([
      {
        ...{ id: 'a', score: 'map', version: '1', value: 83, raw: 70 + 40 / 3, grade: null },
        ...{ bounds: null, missing: [], notes: [], refused: null },
      },
    ]);
  });

  it('reads standard input, a byte order mark and an empty list', () => {
    expect(run(['-'], '\uFEFF[]')).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
  });

  it.each<[string, string | Buffer]>([
    ['no JSON', '{"a":'],
    ['no list', '{}'],
    ['a case that is no object', '[1]'],
    ['a case without a score', '[{"id":"a","inputs":{}}]'],
    ['inputs that are a list', '[{"id":"a","score":"meld","inputs":[]}]'],
    ['bytes that are no UTF-8', Buffer.from([0x5b, 0xff, 0x5d])],
  ])('exits 2 with one line for %s', (_name, text) => {
    const { status, stdout, stderr } = run([fileOf(text)]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^score: [^\n]+\n$/);
  });

  it('exits 2 without a file name and for a file that is not there', () => {
    expect(run([]).status).toBe(2);
    expect(run([join(folder, 'none.json')]).status).toBe(2);
  });

  it('scores 10,000 cases of which half cannot be scored, each refused by its name, in order', () => {
    const kinds = [
      { score: 'meld', inputs: { tbil: 320, crea: 95, inr: 1.9 }, expect: null },
      { score: 'meld', inputs: { tbil: 320, crea: 95 }, expect: 'missing-input' },
      { score: 'no-such-score', inputs: { tbil: 320 }, expect: 'unknown-score' },
      { score: 'clif-c-of', inputs: { tbil: 320, crea: 95, inr: 1.9 }, expect: null },
      { score: 'albi', inputs: { tbil: { value: 3, unit: 'g/dL' }, alb: 30 }, expect: 'unknown-unit' },
      { score: 'albi', inputs: { tbil: 'high', alb: 30 }, expect: 'out-of-range' },
      { score: 'albi', inputs: { tbil: 3e9, alb: 30 }, expect: 'out-of-range' },
      { score: 'map', inputs: { sbp: 110, dbp: 70 }, expect: null },
      { score: 'easl-aclf', inputs: { tbil: 320, cirrhosis: false }, expect: 'not-applicable' },
      { score: 'catch-life', inputs: { age: 'x' }, expect: 'model-not-installed' },
    ];
    const many = Array.from({ length: 1000 }, (_, round) =>
      kinds.map((kind, at) => ({ id: round * kinds.length + at, ...kind })),
    ).flat();
    const started = performance.now();
    const { status, stdout, stderr } = run(['-'], JSON.stringify(many));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const results: { id: number; refused: { code: string } | null }[] = JSON.parse(stdout);
    expect(results.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(results.map(({ refused }) => refused?.code ?? null)).toEqual(many.map(({ expect: code }) => code));
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('scores 10,000 mixed cases', async () => {
    const { default: cases } = await import('../../fixtures/clinical/scores-public.json', { with: { type: 'json' } });
    const many = Array.from({ length: 10_000 }, (_, index) => ({ ...cases[index % cases.length], id: String(index) }));
    const { status, stdout } = run(['-'], JSON.stringify(many));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(10_000);
  });
});
