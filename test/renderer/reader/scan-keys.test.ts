import { describe, expect, it, vi } from 'vitest';
import { createScanCollector, scannedCharacter } from '../../../renderer/features/reader/scan-keys.ts';

const SIGNS: Readonly<Record<string, [code: string, shiftKey: boolean]>> = {
  $: ['Digit4', true],
  '%': ['Digit5', true],
  '*': ['Digit8', true],
  '+': ['Equal', true],
  ':': ['Semicolon', true],
  ' ': ['Space', false],
  '-': ['Minus', false],
  '.': ['Period', false],
  '/': ['Slash', false],
};
const keyOf = (character: string): [string, boolean] =>
  SIGNS[character] ?? (/\d/.test(character) ? [`Digit${character}`, false] : [`Key${character.toUpperCase()}`, false]);

const CODE = `GQ1/1/2/0A1B2C3D/${'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.repeat(2)}`;

/** Types a text with so many milliseconds between two keys; gives the keys that were taken from the page. */
function type(collector: ReturnType<typeof createScanCollector>, text: string, gap: number): number {
  let at = 1000;
  const taken = [...text].filter(character => {
    const [code, shiftKey] = keyOf(character);
    at += gap;
    return collector.key({ code, shiftKey, timeStamp: at });
  });
  collector.key({ code: 'Enter', shiftKey: false, timeStamp: at + gap });
  return taken.length;
}

describe('hand scanner', () => {
  it('reads every character of our codes by its key, whatever the input method makes of it', () => {
    const read = [...CODE].map(character => {
      const [code, shiftKey] = keyOf(character);
      return scannedCharacter({ code, shiftKey });
    });
    expect(read.join('')).toBe(CODE);
  });

  it('hands over one scan at its line end, in capitals, and keeps its keys from the page', () => {
    const scans: string[] = [];
    const collector = createScanCollector(text => scans.push(text));
    expect(type(collector, CODE.toLowerCase(), 4)).toBe(CODE.length - 1); // the first key might be a person's
    expect(type(collector, CODE, 4)).toBe(CODE.length - 1);
    expect(scans).toEqual([CODE, CODE]);
    collector.stop();
  });

  it('needs no line end', () => {
    vi.useFakeTimers();
    try {
      const scans: string[] = [];
      const collector = createScanCollector(text => scans.push(text));
      let at = 0;
      for (const character of CODE) {
        const [code, shiftKey] = keyOf(character);
        at += 3;
        collector.key({ code, shiftKey, timeStamp: at });
      }
      vi.advanceTimersByTime(500);
      expect(scans).toEqual([CODE]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('leaves what a person types alone', () => {
    const scans: string[] = [];
    const collector = createScanCollector(text => scans.push(text));
    expect(type(collector, CODE, 80)).toBe(0);
    type(collector, 'GQ1', 4); // too short for a code
    expect(scans).toEqual([]);
    collector.stop();
  });
});
