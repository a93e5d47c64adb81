import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../shared/contract/errors.ts';
import { en } from '../../../shared/i18n/en/en.ts';
import { zhCN } from '../../../shared/i18n/zh-CN/zh-cn.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Every text by its key, `errors.internal.what` and so on. */
function texts(node: object, path: string[] = []): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, child] of Object.entries(node)) {
    if (typeof child === 'string') found.set([...path, name].join('.'), child);
    else for (const [key, text] of texts(child, [...path, name])) found.set(key, text);
  }
  return found;
}

const chinese = texts(zhCN);
const english = texts(en);
const values = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();

describe('the texts', () => {
  it('stand in both languages under the same keys, none of them empty', () => {
    // A plural form is a key of its own in English only; Chinese has one form.
    const singular = (key: string) => key.replace(/_(one|other)$/, '');
    expect([...new Set([...english.keys()].map(singular))].sort()).toEqual(
      [...new Set([...chinese.keys()].map(singular))].sort(),
    );
    const blank = [...chinese, ...english].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect([...new Set(blank)]).toEqual(['worklist.level.normal']); // nothing to say of a clock that runs as it should
  });

  it('fill in the same values in both languages', () => {
    for (const [key, text] of chinese) expect([key, values(english.get(key) ?? text)]).toEqual([key, values(text)]);
  });

  it('say for every error code what happened and what to do next', () => {
    for (const code of Object.keys(ERROR_CODES))
      for (const part of ['what', 'next']) {
        expect(chinese.get(`errors.${code}.${part}`), `${code}.${part}`).toBeTruthy();
        expect(english.get(`errors.${code}.${part}`), `${code}.${part}`).toBeTruthy();
      }
  });
});

describe('the sources of the screens and the paper', () => {
  /** The names of the two languages, each in itself, and the product's own name. */
  const ALLOWED = /中文|肝桥/g;
  /** They read what a person types; none of their words is shown. */
  const READERS = [
    'renderer/ui/wall-clock-text.ts',
    'renderer/features/patient/patient-draft.ts',
    'renderer/features/labs/typed-value.ts',
    'renderer/features/labs/typed-range.ts',
  ];
  const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');

  const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter(file => !READERS.includes(file));
  it.each(sources)('%s holds no text of its own', file => {
    const source = withoutComments(readFileSync(join(root, file), 'utf8')).replace(ALLOWED, '');
    expect(source.split('\n').filter(line => /\p{Script=Han}/u.test(line))).toEqual([]);
  });
});
