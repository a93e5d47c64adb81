import { describe, expect, it } from 'vitest';
import { mayRestore, showsAtOpening } from '../../../renderer/features/problem/ways-out.ts';
import { setup as en } from '../../../shared/i18n/en/setup.ts';
import { setup as zh } from '../../../shared/i18n/zh-CN/setup.ts';

const VAULT_PROBLEMS = [
  'wrong-key',
  'keyring-damaged',
  'database-damaged',
  'database-from-newer-version',
  'disk-full',
  'folder-read-only',
] as const;

describe('the screens of a vault that cannot be opened', () => {
  it.each(VAULT_PROBLEMS)('%s has its own title and a way out in both languages', code => {
    for (const { problem } of [zh, en]) {
      expect(problem.title[code]).not.toBe('');
      expect(problem.steps[code]).not.toBe('');
    }
  });

  it('never offers to delete anything of ours', () => {
    const { untouched: _zh, doNotDelete: _zhNot, steps: zhSteps, ...zhRest } = zh.problem;
    expect(JSON.stringify([zhRest, { ...zhSteps, 'disk-full': '' }])).not.toMatch(/删除|清空|重置/);
    expect(zhSteps['disk-full']).toContain('与本程序无关');
    const { untouched: _en, doNotDelete: _enNot, steps: enSteps, ...enRest } = en.problem;
    expect(JSON.stringify([enRest, { ...enSteps, 'disk-full': '' }])).not.toMatch(/delete|erase|reset/i);
  });

  it('lets the password be tried again where the trouble shows only at opening', () => {
    expect(VAULT_PROBLEMS.filter(code => !showsAtOpening(code))).toEqual(['keyring-damaged']);
  });

  it('offers a restore only where the vault itself is lost', () => {
    expect(VAULT_PROBLEMS.filter(mayRestore)).toEqual(['wrong-key', 'keyring-damaged', 'database-damaged']);
  });
});
