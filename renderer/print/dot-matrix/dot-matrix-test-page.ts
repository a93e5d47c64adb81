import type { TestPage } from '../../../shared/referral/test-page.ts';
import { timeText } from '../packet-wording.ts';
import type { Words } from '../words.ts';
import { centred, padded, wrapped } from './columns.ts';
import { COLUMNS, carbonText, LINES } from './dot-matrix-text.ts';

const EDGE = `+${'-'.repeat(COLUMNS - 2)}+`;
/** Each tenth column by its number, right-aligned on it; below, the last digit of every column. */
const TENS = Array.from({ length: Math.floor(COLUMNS / 10) }, (_, i) => String((i + 1) * 10).padStart(10)).join('');
const ONES = Array.from({ length: COLUMNS }, (_, i) => String((i + 1) % 10)).join('');
const SIGNS = '0123456789  AaBbGg  µmol/L  mmol/L  ↑H ↓L  ≥ ≤ − × ±  ①②③  √';
const PEN = '_'.repeat(30);

/**
 * The test page of continuous forms: a frame on the outermost columns and lines, a ruler of all columns, and what carbon
 * copies must still show. `rare` are characters of names, `missing` says which of them no font of this computer has.
 */
export function dotMatrixTestPage(document: TestPage, rare: string, missing: string, words: Words): string[] {
  const { facilityName, softwareVersion, print } = document;
  const said = (text: string) => wrapped(text, COLUMNS - 4, 2);
  const inside = [
    centred(facilityName, COLUMNS - 4),
    centred(words.text('packet.test.title'), COLUMNS - 4),
    ...said(
      words.t('packet.test.made', {
        at: timeText(print.at),
        by: print.by,
        version: softwareVersion,
        size: '241 × 140 mm',
      }),
    ),
    ...said(carbonText(words)),
    ...said(words.text('packet.test.textFrame', { columns: COLUMNS, lines: LINES })),
    null, // the ruler
    ...said(words.text('packet.test.textRuler', { columns: COLUMNS })),
    ...said(`${words.t('packet.page.P1')}  ${words.t('packet.page.P2')}  ${words.t('packet.page.P7')}  ${SIGNS}`),
    ...said(`${words.text('packet.test.rare')}${words.t('packet.colon')}${[...rare].join(' ')}  ${missing}`),
    ...said(words.text('packet.test.copies')),
    '',
    '',
    ...said(`${words.text('packet.test.pen')}${words.t('packet.colon')}`),
    PEN,
  ];
  const lines = inside.flatMap(line => (line === null ? [TENS, ONES] : [`| ${padded(line, COLUMNS - 4)} |`]));
  const blank = `|${' '.repeat(COLUMNS - 2)}|`;
  const gap = Array.from({ length: Math.max(0, LINES - 2 - lines.length) }, () => blank);
  return [EDGE, ...lines, ...gap, EDGE];
}
