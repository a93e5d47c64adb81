import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRecoveryKey, parseRecoveryKey, printRecoveryKey } from '../../../electron/services/vault/recovery-key.ts';
import { coded } from './site-fixture.ts';

const key = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytes => Buffer.from(bytes));
const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
const mistypedGroup = (text: string): number | undefined => {
  try {
    parseRecoveryKey(text);
    return undefined;
  } catch (failure) {
    return (failure as { data?: { count?: number } }).data?.count;
  }
};

describe('the recovery key', () => {
  it('has 160 random bits, printed as eight groups of five without letters that look alike', () => {
    expect(makeRecoveryKey().length).toBe(20);
    const groups = printRecoveryKey(makeRecoveryKey());
    expect(groups).toHaveLength(8);
    for (const group of groups) expect(group).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}$/);
  });

  it('comes back from paper however it is typed', () => {
    fc.assert(
      fc.property(key, fc.constantFrom('', ' ', '-', ' - ', '\n', '，'), fc.boolean(), (secret, separator, lower) => {
        const groups = printRecoveryKey(secret);
        const text = groups
          .join(separator)
          .replaceAll('0', 'O')
          .replaceAll('1', lower ? 'l' : 'I');
        expect(parseRecoveryKey(lower ? text.toLowerCase() : text).equals(secret)).toBe(true);
      }),
    );
  });

  it('names the group with a wrong character', () => {
    const place = fc.nat(7);
    fc.assert(
      fc.property(key, place, fc.nat(4), fc.constantFrom(...ALPHABET), (secret, group, at, character) => {
        const groups = printRecoveryKey(secret);
        const right = groups[group] ?? '';
        fc.pre(right[at] !== character);
        groups[group] = right.slice(0, at) + character + right.slice(at + 1);
        expect(mistypedGroup(groups.join('-'))).toBe(group + 1);
        expect(mistypedGroup(groups.join(''))).toBe(group + 1);
      }),
    );
  });

  it('names the group in which two characters changed places', () => {
    fc.assert(
      fc.property(key, fc.nat(7), fc.nat(3), fc.nat(3), (secret, group, one, other) => {
        const groups = printRecoveryKey(secret);
        const characters = [...(groups[group] ?? '')];
        fc.pre(characters[one] !== characters[other]);
        [characters[one], characters[other]] = [characters[other] ?? '', characters[one] ?? ''];
        groups[group] = characters.join('');
        expect(mistypedGroup(groups.join('-'))).toBe(group + 1);
      }),
    );
  });

  it('finds two whole groups in the wrong order, and a lost character in its own group', () => {
    const groups = printRecoveryKey(Buffer.from('0123456789abcdefghij', 'latin1'));
    const swapped = [groups[1], groups[0], ...groups.slice(2)];
    expect(mistypedGroup(swapped.join(' '))).toBe(1);
    const lost = groups.map((group, at) => (at === 4 ? group.slice(1) : group));
    expect(mistypedGroup(lost.join(' '))).toBe(5);
  });

  it('refuses too little and too much', () => {
    const groups = printRecoveryKey(makeRecoveryKey());
    expect(() => parseRecoveryKey('')).toThrow(coded('wrong-recovery-key', { count: 1 }));
    expect(() => parseRecoveryKey(groups.slice(0, 7).join('-'))).toThrow(coded('wrong-recovery-key', { count: 8 }));
    expect(() => parseRecoveryKey(`${groups.join('-')}-00000`)).toThrow(coded('wrong-recovery-key'));
  });
});
