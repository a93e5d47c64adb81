/**
 * A hand scanner types. Its keys are told from a person's by their speed, and read by their place on the keyboard, so
 * that no input method, caps lock or layout of letters changes them.
 */

/** Keys of a scanner follow one another within a few milliseconds; a person takes 60 and more. [own] */
const GAP_MS = 45;
const END_MS = 150;
/** `GQ1/1/1/` with its mark and the shortest container. */
const SHORTEST = 60;

const SHIFTED: Readonly<Record<string, string>> = {
  Digit4: '$',
  Digit5: '%',
  Digit8: '*',
  Equal: '+',
  Semicolon: ':',
};
const PLAIN: Readonly<Record<string, string>> = {
  Space: ' ',
  Minus: '-',
  Period: '.',
  Slash: '/',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
};

/** The character of our codes that a key stands for; null for any other key. */
export function scannedCharacter({ code, shiftKey }: Pick<KeyboardEvent, 'code' | 'shiftKey'>): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return letter;
  const shifted = shiftKey ? SHIFTED[code] : undefined;
  if (shifted) return shifted;
  return /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] ?? PLAIN[code] ?? null;
}

export interface ScannedKey {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly timeStamp: number;
}

/** Collects one scan after another. `key` says whether the key belongs to a scan and should not be typed as well. */
export function createScanCollector(onScan: (text: string) => void) {
  let text = '';
  let lastAt = Number.NEGATIVE_INFINITY;
  let ending: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    clearTimeout(ending);
    const scanned = text;
    text = '';
    if (scanned.startsWith('GQ') && scanned.length >= SHORTEST) onScan(scanned);
  };
  return {
    key(event: ScannedKey): boolean {
      const isQuick = event.timeStamp - lastAt <= GAP_MS;
      if (!isQuick) text = '';
      const isInScan = text.length > 0;
      if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Tab') {
        if (isInScan) end();
        return isInScan;
      }
      if (/^(Shift|Control|Alt|CapsLock|Meta)/.test(event.code)) {
        lastAt = isInScan ? event.timeStamp : lastAt;
        return false;
      }
      const character = scannedCharacter(event);
      lastAt = event.timeStamp;
      if (character === null) {
        text = '';
        return false;
      }
      text += character;
      clearTimeout(ending);
      ending = setTimeout(end, END_MS); // some scanners send no line end
      return isInScan;
    },
    stop: () => clearTimeout(ending),
  };
}
