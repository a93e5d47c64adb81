import { describe, expect, it } from 'vitest';
import { type Failure, failureMessage } from '../../electron/shell/failure-message.ts';
import { AppError } from '../../shared/contract/errors.ts';
import { en } from '../../shared/i18n/en/en.ts';
import { zhCN } from '../../shared/i18n/zh-CN/zh-cn.ts';

describe('failure message', () => {
  it.each(Object.keys(zhCN.shell.failure) as Failure[])('%s is told in both languages, with what to do', failure => {
    const { message, detail, buttons } = failureMessage(failure, null);
    for (const { shell } of [zhCN, en]) {
      expect(message).toContain(shell.failure[failure].what);
      expect(detail).toContain(shell.failure[failure].next);
      expect(buttons?.[0]).toContain(shell.restart);
      expect(buttons?.[1]).toContain(shell.quit);
    }
  });

  it('tells a foreseen cause by its code’s text', () => {
    const { detail } = failureMessage('start', new AppError('already-running'));
    expect(detail).toContain(zhCN.errors['already-running'].next);
    expect(detail).toContain(en.errors['already-running'].next);
    expect(detail).toContain('already-running');
  });

  it.each([
    ['EACCES', 'folder-read-only'],
    ['EROFS', 'folder-read-only'],
    ['ENOSPC', 'disk-full'],
  ] as const)('tells the file system’s %s as %s', (code, ours) => {
    const { detail } = failureMessage('start', Object.assign(new Error(`${code}: /home/li/secret`), { code }));
    expect(detail).toContain(zhCN.errors[ours].what);
    expect(detail).not.toContain('/home/li');
  });

  it('never shows an unforeseen error’s own words', () => {
    const told = JSON.stringify(failureMessage('services', new Error('patient 张三')));
    expect(told).not.toContain('张三');
  });

  it('never offers to delete anything', () => {
    for (const failure of Object.keys(zhCN.shell.failure) as Failure[]) {
      expect(failureMessage(failure, null).buttons).toEqual(['重新启动 Restart', '退出 Quit']);
    }
  });
});
