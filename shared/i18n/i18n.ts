import i18next, { type i18n, type TFunction } from 'i18next';
import { en } from './en/en.ts';
import { zhCN } from './zh-CN/zh-cn.ts';

/** Simplified Chinese is the first language; English is complete (its type is derived from the Chinese texts). */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Translate = TFunction;

/** The language of a code that i18next hands out. */
export const languageOf = (code: string): Language => (code === 'en' ? 'en' : 'zh-CN');

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
    returnNull: false;
  }
}

/** A translator of its own, ready at once: all texts are part of the program. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  instance.init({
    lng: language,
    fallbackLng: false,
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false }, // React escapes; paper is React too
    initAsync: false,
  });
  return instance;
}
