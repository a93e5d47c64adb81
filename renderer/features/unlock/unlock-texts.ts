import { errors as enErrors } from '../../../shared/i18n/en/errors.ts';
import { ui as enUi } from '../../../shared/i18n/en/ui.ts';
import { unlock as enUnlock } from '../../../shared/i18n/en/unlock.ts';
import type { Language } from '../../../shared/i18n/i18n.ts';
import { errors as zhErrors } from '../../../shared/i18n/zh-CN/errors.ts';
import { ui as zhUi } from '../../../shared/i18n/zh-CN/ui.ts';
import { unlock as zhUnlock } from '../../../shared/i18n/zh-CN/unlock.ts';
import { toFailure } from '../../app/failure.ts';

/**
 * The few texts of the first screen, without the translator and the other texts: they come with the workspace, so that
 * this screen is painted at once.
 */
const TEXTS = {
  'zh-CN': { unlock: zhUnlock, errors: zhErrors, noAnswer: zhUi.noAnswer, waitSeconds: zhUi.waitSeconds },
  en: { unlock: enUnlock, errors: enErrors, noAnswer: enUi.noAnswer, waitSeconds: enUi.waitSeconds },
} as const;

export const unlockTexts = (language: Language) => TEXTS[language].unlock;

/** Puts values in the places `{{name}}` of a text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place));
}

/** What went wrong before sign-in, and what to do, as one sentence each. */
export function unlockFailure(error: unknown, language: Language): { what: string; next: string } {
  const { errors, noAnswer, waitSeconds, unlock } = TEXTS[language];
  const failure = toFailure(error);
  if (failure.code === 'no-answer') return noAnswer;
  const { what, next } = errors[failure.code];
  const wait = failure.seconds === null ? '' : fill(waitSeconds, { seconds: Math.ceil(failure.seconds) });
  const group =
    failure.code === 'wrong-recovery-key' && failure.count !== null
      ? fill(unlock.recover.wrongGroup, { group: failure.count })
      : '';
  return { what, next: `${next}${wait} ${group}`.trim() };
}
