import type { Translate } from '../i18n/i18n.ts';
import { clinical as texts } from '../i18n/zh-CN/clinical.ts';

/** The words of clinical codes. One that this program does not know is shown as it is, never left out. */

const has = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

/** Of an input of a score. */
export const inputName = (key: string, t: Translate): string =>
  has(texts.input, key) ? t(`clinical.input.${key}`) : key;

export const inputNames = (keys: readonly string[], t: Translate): string =>
  keys.map(key => inputName(key, t)).join(t('ui.listComma'));

/** A symbol of a formula as a clinician says it; one that is a usual abbreviation stays. */
export const symbolName = (symbol: string, t: Translate): string =>
  has(texts.symbol, symbol) ? t(`clinical.symbol.${symbol}`) : symbol;

/** A formula, or a line of its arithmetic, with the names of variables in words. */
export const formulaWords = (formula: string, t: Translate): string =>
  formula.replace(/\b[a-z]+\b/g, word => symbolName(word, t));

/** A grade as read: `B`, `1b`, `II`, or a word for yes, no and the Chinese stages. */
export const gradeText = (grade: string, t: Translate): string =>
  has(texts.grade, grade) ? t(`clinical.grade.${grade}`) : grade;
