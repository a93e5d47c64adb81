import type { ParseKeys, TOptions } from 'i18next';
import { createI18n, type Translate } from '../../shared/i18n/i18n.ts';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';

export type TextKey = ParseKeys;

/** The words of one packet in its language; in `both` the Chinese text comes first and the English follows it. */
export interface Words {
  readonly language: PacketDocument['language'];
  /** The leading language alone, for tables and for wording that the screens share. */
  readonly t: Translate;
  /** One line of text: Chinese, English, or "中文 English". */
  readonly text: (key: TextKey, values?: TOptions) => string;
  /** The two languages apart, for setting the English smaller; `second` is null in one language. */
  readonly pair: (key: TextKey, values?: TOptions) => { readonly first: string; readonly second: string | null };
  /** Codes joined by the separator of the language. */
  readonly list: (keys: readonly TextKey[]) => string;
}

const zh = createI18n('zh-CN').t;
const en = createI18n('en').t;
/** Between two languages on one line; narrower than a word space of Chinese type. */
const GAP = ' ';

export function wordsOf(language: PacketDocument['language']): Words {
  const pair: Words['pair'] = (key, values) => {
    const first = language === 'en' ? en(key, { ...values }) : zh(key, { ...values });
    const second = language === 'both' ? en(key, { ...values }) : null;
    return { first, second: second === first ? null : second };
  };
  const text: Words['text'] = (key, values) => {
    const { first, second } = pair(key, values);
    return second === null ? first : `${first}${GAP}${second}`;
  };
  return {
    language,
    t: language === 'en' ? en : zh,
    text,
    pair,
    list: keys => keys.map(key => text(key)).join(language === 'en' ? ', ' : '、'),
  };
}

/** A long text's beginning, so many characters of it, with the word where the rest stands. */
export function brief(
  text: string,
  words: Words,
  most: number,
  whole: TextKey = 'packet.letter.wholeInLetter',
): string {
  const characters = Array.from(writtenOr(text, words)); // never half of a rare character
  return characters.length <= most
    ? characters.join('')
    : `${characters.slice(0, most - 2).join('')}… ${words.text(whole)}`;
}

/** Text from the record as written, or the word for a field that nobody filled. */
export const writtenOr = (text: string, words: Words): string =>
  text.trim() === '' ? words.text('packet.blankToFill') : text.trim();
