import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const fixture = join(root, 'test', 'fixtures', 'lis', '08-amended.csv');
const folder = mkdtempSync(join(tmpdir(), 'ganqiao-lis-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lis = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'build', 'cli', 'lis.ts'), ...args], { encoding: 'utf8' });

describe('the command lis', () => {
  it('prints the export as one JSON object and leaves with 0', () => {
    const { status, stdout, stderr } = lis(fixture);
    expect([status, stderr]).toEqual([0, '']);
    const expected = JSON.parse(readFileSync(`${fixture}.expected.json`, 'utf8'));
    expect(JSON.parse(stdout)).toMatchObject({ format: 'csv', encoding: 'utf-8', rows: expected.rows });
  });

  it.each([
    ['nothing', []],
    ['a file that is not there', [join(folder, '测试甲.csv')]],
    ['a folder', [folder]],
  ])('leaves with 2 and one line for %s', (_, args) => {
    const { status, stdout, stderr } = lis(...args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^lis: [^\n]+\n$/);
    expect(stderr).not.toContain('测试甲');
  });

  it('says nothing of an unreadable file’s name or content', () => {
    const file = join(folder, '测试乙.csv');
    writeFileSync(file, '测试乙,身份证,100001197401010026\n');
    const { status, stderr } = lis(file);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^lis: [^\n]+\n$/);
    expect(stderr).not.toMatch(/测试乙|10000119/);
  });
});
