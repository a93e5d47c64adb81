import { readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFixtureDist } from './fixture-dist.ts';

let dist: string;
beforeAll(async () => {
  dist = await buildFixtureDist();
});
afterAll(() => rm(dist, { recursive: true }));

const required = (file: string) => {
  const source = readFileSync(join(dist, file), 'utf8');
  expect(source).not.toMatch(/\bimport\s*\(/);
  return [...source.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(match => match[1] ?? '');
};

describe('bundles', () => {
  it('the preload is one CommonJS file that requires nothing but electron', () => {
    expect(readdirSync(join(dist, 'preload'))).toEqual(['preload.cjs']);
    expect([...new Set(required('preload/preload.cjs'))]).toEqual(['electron']);
  });

  it('main is one CommonJS file that requires only electron and Node', () => {
    expect(readdirSync(join(dist, 'main'))).toEqual(['main.cjs']);
    const foreign = required('main/main.cjs').filter(
      name => name !== 'electron' && !builtinModules.includes(name.replace(/^node:/, '')),
    );
    expect(foreign).toEqual([]);
    expect(required('main/main.cjs')).toContain('electron');
  });
});
