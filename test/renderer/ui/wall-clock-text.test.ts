import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay, parseWallClock, plainDigits } from '../../../renderer/ui/wall-clock-text.ts';
import { wallClock } from '../../../shared/records/time.ts';

const NOW = '2026-11-22T20:30:00Z'; // 2026-11-23 04:30 in Shanghai
const clock = (text: string) => {
  const instant = parseWallClock(text, NOW);
  return instant && wallClock(instant);
};

describe('a time as it is typed', () => {
  it.each([
    '2026-11-22 09:05',
    '2026-11-22 9:05',
    '2026/11/22 0905',
    '2026.11.22 09.05',
    '20261122 0905',
    '２０２６－１１－２２　０９：０５',
    '2026。11。22 09：05',
    '2026年11月22日 9时05分',
    '2026年11月22日9点05分',
    '  2026-11-22   09:05 ',
    '2026-11-22T09:05',
    '2026-11-22 09:05:30',
    '11-22 09:05',
  ])('reads %s as 2026-11-22 09:05 in Shanghai', text => {
    expect(clock(text)).toBe('2026-11-22 09:05');
  });

  it('takes a time alone as today in Shanghai, whatever the zone of the computer', () => {
    expect(clock('9:05')).toBe('2026-11-23 09:05');
    expect(clock('９：０５')).toBe('2026-11-23 09:05');
  });

  it.each([
    '',
    'now',
    '2026',
    '0905',
    '2026-11-22',
    '2026-02-30 09:05',
    '2026-11-22 24:00',
    '2026-11-22 09:60',
    '1.5 h',
  ])('refuses %j instead of guessing', text => {
    expect(clock(text)).toBeNull();
  });

  it('reads back every minute that it shows', () => {
    // from 1992: China put its clocks forward in the summers of 1986–1991
    const minutes = fc.date({ min: new Date('1992-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(minutes, date => {
        const shown = wallClock(date.toISOString());
        expect(clock(shown)).toBe(shown);
      }),
    );
  });
});

describe('a day as it is typed', () => {
  it.each(['1968-03-12', '1968/3/12', '19680312', '1968年3月12日', '１９６８。０３。１２'])('reads %s', text => {
    expect(parseDay(text, NOW)).toBe('1968-03-12');
  });

  it.each(['1968-13-01', '1968-02-30', '1768-02-03', '68-02-03-1', '1968'])('refuses %s', text => {
    expect(parseDay(text, NOW)).toBeNull();
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        parseDay(text, NOW);
        parseWallClock(text, NOW);
        plainDigits(text);
      }),
    );
  });
});
