import type { MessageBoxOptions } from 'electron';
import { type ErrorCode, isErrorCode } from '../../shared/contract/errors.ts';
import { en } from '../../shared/i18n/en/en.ts';
import { zhCN } from '../../shared/i18n/zh-CN/zh-cn.ts';

export type Failure = keyof typeof zhCN.shell.failure;

/** A foreseen cause is told by its code's text, anything else by the failure's; never by the error's own words. */
export function failureMessage(failure: Failure, cause?: unknown): MessageBoxOptions {
  const code = codeOf(failure, cause);
  const texts = [zhCN, en].map(language => {
    const { what, next } = language.shell.failure[failure];
    const known = code === null ? { what: '', next } : language.errors[code];
    return { message: what, detail: [known.what, known.next].filter(text => text !== '').join('\n') };
  });
  return {
    type: 'error',
    title: zhCN.shell.title,
    message: texts.map(text => text.message).join('\n'),
    detail: texts.map(text => text.detail).join('\n\n') + (code === null ? '' : `\n\n(${code})`),
    buttons: [`${zhCN.shell.restart} ${en.shell.restart}`, `${zhCN.shell.quit} ${en.shell.quit}`],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
}

const FILE_SYSTEM: Record<string, ErrorCode> = {
  EACCES: 'folder-read-only',
  EPERM: 'folder-read-only',
  EROFS: 'folder-read-only',
  ENOSPC: 'disk-full',
};

function codeOf(failure: Failure, cause: unknown): ErrorCode | null {
  if (failure === 'files' || !(cause instanceof Error) || !('code' in cause)) return null;
  const code = FILE_SYSTEM[String(cause.code)] ?? cause.code;
  return isErrorCode(code) && code !== 'internal' ? code : null;
}
