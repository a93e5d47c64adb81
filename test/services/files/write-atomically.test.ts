import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stageFile, writeAtomically } from '../../../electron/services/files/write-atomically.ts';
import { coded } from '../vault/site-fixture.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganqiao-files-'));
  file = join(folder, 'keyring.json');
  writeFileSync(file, 'old');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A rename that a virus scanner refuses the first `times`. */
const heldFor = (times: number): typeof renameSync => {
  let left = times;
  return (from, to) => {
    if (left-- > 0) throw Object.assign(new Error('held'), { code: 'EPERM' });
    renameSync(from, to);
  };
};

describe('a file written atomically', () => {
  it('is the old one until it is committed, then the new one, and nothing else is left', () => {
    const staged = stageFile(file, 'new');
    expect(readFileSync(file, 'utf8')).toBe('old');
    staged.commit();
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('leaves nothing behind when it is discarded', () => {
    stageFile(file, 'new').discard();
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('waits for a virus scanner that holds the file', () => {
    writeAtomically(file, 'new', heldFor(3));
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('keeps the old file, and says so by a code, when the scanner never lets go', () => {
    expect(() => writeAtomically(file, 'new', heldFor(99))).toThrow(coded('folder-read-only'));
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['keyring.json']);
  });

  it('names a folder that is gone, or that is a file', () => {
    expect(() => writeAtomically(join(folder, 'gone', 'x'), '')).toThrow(coded('folder-read-only'));
    expect(() => writeAtomically(join(file, 'x'), '')).toThrow(coded('folder-read-only'));
    mkdirSync(join(folder, 'taken'));
    expect(() => writeAtomically(join(folder, 'taken'), '')).toThrow(coded('folder-read-only'));
  });
});
