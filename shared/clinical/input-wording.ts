import type { Translate } from '../i18n/i18n.ts';
import { clinical as texts } from '../i18n/zh-CN/clinical.ts';

const isNamed = (key: string): key is keyof typeof texts.input => Object.hasOwn(texts.input, key);

/** Of an input of a score. One that this program does not know is shown by its key, never left out. */
export const inputName = (key: string, t: Translate): string => (isNamed(key) ? t(`clinical.input.${key}`) : key);

export const inputNames = (keys: readonly string[], t: Translate): string =>
  keys.map(key => inputName(key, t)).join(t('ui.listComma'));
