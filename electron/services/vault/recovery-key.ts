import { randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';

/** 160 random bits, printed as 8 groups of 4 characters and a check character each: `7K3MQ 0XW2D …`. */
const KEY_BYTES = 20;
const GROUPS = 8;
const DATA_CHARACTERS = 4;
const GROUP_CHARACTERS = DATA_CHARACTERS + 1;

/** Crockford's base 32: no I, L, O, U, which people read as 1, 1, 0, V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const makeRecoveryKey = (): Buffer => randomBytes(KEY_BYTES);

/** Product in GF(32), polynomial x^5 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit++) if (b & (1 << bit)) product ^= a << bit;
  for (let bit = 9; bit >= 5; bit--) if (product & (1 << bit)) product ^= 0b100101 << (bit - 5);
  return product;
}

/**
 * Check value of one group: a weighted sum in GF(32), the weights 1, 2, 4, 8 for its characters and 16 for its place.
 * It finds every single wrong character, every exchange of two characters and two groups in each other's place.
 */
const checkOf = (values: readonly number[], place: number): number =>
  values.reduce((sum, value, at) => sum ^ times(value, 1 << at), times(place, 16));

/** The key as printed: 8 groups of 5 characters. */
export function printRecoveryKey(key: Buffer): string[] {
  const bits = [...key].map(byte => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: GROUPS }, (_, place) => {
    const from = place * DATA_CHARACTERS * 5;
    const values = Array.from({ length: DATA_CHARACTERS }, (__, at) =>
      Number.parseInt(bits.slice(from + at * 5, from + at * 5 + 5), 2),
    );
    return [...values, checkOf(values, place)].map(value => ALPHABET.charAt(value)).join('');
  });
}

const SEPARATORS = /[\s\-–—_.,:;·、，。/]+/;

/** As a person types it: any case, O for 0, I or L for 1, full-width letters, with or without separators. */
const typedGroups = (text: string): string[] => {
  const plain = text.normalize('NFKC').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  const groups = plain.split(SEPARATORS).filter(group => group !== '');
  if (groups.length === GROUPS) return groups; // separated as printed: a lost character stays in its own group
  return groups.join('').match(new RegExp(`.{1,${GROUP_CHARACTERS}}`, 'g')) ?? [];
};

/** One group as a person types it, in the form in which it is printed. */
export const printedGroup = (text: string): string => typedGroups(text).join('');

/**
 * Reads a key typed back from paper.
 * @throws AppError wrong-recovery-key; `count` is the number of the first mistyped or missing group, from 1
 */
export function parseRecoveryKey(text: string): Buffer {
  const groups = typedGroups(text);
  let bits = '';
  for (let place = 0; place < GROUPS; place++) {
    const group = groups[place] ?? '';
    const values = [...group].map(character => ALPHABET.indexOf(character));
    const data = values.slice(0, DATA_CHARACTERS);
    const isWhole = group.length === GROUP_CHARACTERS && !values.includes(-1);
    if (!isWhole || checkOf(data, place) !== values[DATA_CHARACTERS]) throw mistyped(place + 1);
    bits += data.map(value => value.toString(2).padStart(5, '0')).join('');
  }
  if (groups.length > GROUPS) throw mistyped(GROUPS);
  return Buffer.from(Array.from({ length: KEY_BYTES }, (_, at) => Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2)));
}

const mistyped = (group: number) => new AppError('wrong-recovery-key', { count: group });
