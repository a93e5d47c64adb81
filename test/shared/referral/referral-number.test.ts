import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, formatReferralNumber, parseReferralNumber } from '../../../shared/referral/referral-number.ts';

const day = { site: 'JX', workstation: '1', day: '2026-11-22', sequence: 7 };

describe('referral number', () => {
  it('has the check character of ISO 7064 MOD 37-36 in the worked examples', () => {
    expect(checkCharacter('A12425GABC1234002')).toBe('M');
    expect(checkCharacter('JX1202611220007')).toBe('B');
  });

  it('prints as site and workstation, day, sequence and check', () => {
    expect(formatReferralNumber(day)).toBe('JX1-20261122-0007B');
  });

  it('reads back what was typed in full width, in lower case or without hyphens', () => {
    for (const text of [
      'JX1-20261122-0007B',
      'jx1202611220007b',
      ' ＪＸ１－２０２６１１２２－０００７Ｂ ',
      'JX1 20261122 0007B',
    ]) {
      expect(parseReferralNumber(text), text).toEqual(day);
    }
  });

  it('refuses a wrong check character, a day that does not exist and a number that is none', () => {
    for (const text of ['JX1-20261122-0007C', 'JX1-20261322-0007B', '', 'JX1-20261122-00070', '转诊单']) {
      expect(parseReferralNumber(text), text).toBeNull();
    }
    const noSuchDay = 'JX1202602300007';
    expect(parseReferralNumber(noSuchDay + checkCharacter(noSuchDay))).toBeNull();
  });

  it('finds every single mistyped character', () => {
    const printed = formatReferralNumber(day).replaceAll('-', '');
    const characters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    for (let at = 0; at < printed.length; at++) {
      for (const other of characters) {
        if (other === printed[at]) continue;
        expect(parseReferralNumber(printed.slice(0, at) + other + printed.slice(at + 1))).toBeNull();
      }
    }
  });

  it('comes back from paper whatever the site, day and sequence', () => {
    const site = fc.stringMatching(/^[A-Z][A-Z0-9]{1,9}$/);
    const date = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map(d => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(site, fc.integer({ min: 0, max: 9 }), date, fc.integer({ min: 1, max: 9999 }), (code, ws, on, n) => {
        const number = { site: code, workstation: String(ws), day: on, sequence: n };
        expect(parseReferralNumber(formatReferralNumber(number))).toEqual(number);
      }),
    );
  });
});
