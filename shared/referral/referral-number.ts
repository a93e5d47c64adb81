import type { Day } from '../records/time.ts';

/**
 * The human number of a referral, made without a network: `<site><workstation>-<yyyymmdd>-<4-digit sequence><check>`,
 * e.g. `JX1-20261122-0007B`. Each workstation of a facility has its own digit, so that two never collide.
 */
export interface ReferralNumber {
  readonly site: string; // facility code
  readonly workstation: string; // one digit
  readonly day: Day;
  readonly sequence: number; // 1–9999 within workstation and day
}

/** The highest sequence that four digits can say. */
export const LAST_SEQUENCE = 9999;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const MODULUS = 36;

/**
 * ISO 7064 MOD 37-36 (hybrid system) check character: finds every single wrong character and nearly every transposition.
 * @param characters 0-9 and A-Z only
 * @throws RangeError on any other character
 */
export function checkCharacter(characters: string): string {
  let product = MODULUS;
  for (const character of characters) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError('only 0-9 and A-Z can be checked');
    product = (((product + value) % MODULUS || MODULUS) * 2) % (MODULUS + 1);
  }
  return ALPHABET.charAt((MODULUS + 1 - product) % MODULUS);
}

/** As printed, e.g. `JX1-20261122-0007B`. */
export function formatReferralNumber({ site, workstation, day, sequence }: ReferralNumber): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > LAST_SEQUENCE) {
    throw new RangeError('a sequence runs from 1 to 9999');
  }
  const head = `${site}${workstation}`;
  const date = day.replaceAll('-', '');
  const count = String(sequence).padStart(4, '0');
  return `${head}-${date}-${count}${checkCharacter(`${head}${date}${count}`)}`;
}

/**
 * Reads a number as typed, scanned or told on the telephone: full-width, lower case, with or without hyphens or spaces.
 * @returns null where it is not such a number or its check character is wrong
 */
export function parseReferralNumber(text: string): ReferralNumber | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—_]/g, '');
  const parts = /^([A-Z0-9]{2,10})(\d)(\d{4})(\d{2})(\d{2})(\d{4})([A-Z0-9])$/.exec(plain);
  if (!parts) return null;
  const [, site = '', workstation = '', year = '', month = '', date = '', count = '', check = ''] = parts;
  if (checkCharacter(plain.slice(0, -1)) !== check) return null;
  const day = `${year}-${month}-${date}`;
  if (!isCalendarDay(day) || count === '0000') return null;
  return { site, workstation, day, sequence: Number(count) };
}

function isCalendarDay(day: Day): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
