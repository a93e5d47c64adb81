import { engineVersion } from '../../shared/clinical/score-registry.ts';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';
import { emsOf } from './letter/letter-room.ts';
import { ageText, sexText, timeText } from './packet-wording.ts';
import type { TextKey, Words } from './words.ts';

/** What stands in the margins of every page: marks above, number, patient, print and page below. */
export interface RunningMarks {
  readonly top: string;
  readonly bottom: readonly string[];
}

const BETWEEN = ' · ';

export function runningMarks({ model, print }: PacketDocument, words: Words): RunningMarks {
  const isDraft = model.signedAt === null;
  const marks: string[] = [];
  const mark = (applies: boolean, key: TextKey, values?: { n: number }) => {
    if (applies) marks.push(words.text(key, values));
  };
  mark(model.training, 'packet.mark.training');
  mark(isDraft, 'packet.mark.draft');
  mark(!isDraft && model.missing.length > 0, 'packet.mark.incomplete');
  mark(model.supplement > 0, 'packet.mark.supplement', { n: model.supplement });
  mark(print.nth > 1, 'packet.mark.reprint');

  const labelled = (key: TextKey, value: string) => `${words.text(key)} ${value}`;
  const count =
    print.nth === 0 ? words.text('packet.footer.electronic') : words.text('packet.footer.nth', { n: print.nth });
  return {
    top: marks.join(' '),
    bottom: [
      [
        labelled('packet.footer.number', model.number ?? words.text('packet.footer.unsigned')),
        [model.patient.name, sexText(model, words), ageText(model, words)].join(' '),
      ].join(BETWEEN),
      [
        labelled('packet.footer.printedAt', timeText(print.at)),
        labelled('packet.footer.printedBy', print.by),
        labelled('packet.footer.software', model.softwareVersion),
        labelled('packet.footer.formulas', engineVersion),
        isDraft ? words.text('packet.footer.unsigned') : count,
        ...(print.nth > 1 ? [words.text('packet.footer.reprint')] : []),
      ].join(BETWEEN),
    ],
  };
}

/** By the class of the sheet (paper.tsx). */
const SHEETS = {
  continuation: 'packet.letter.continuationTitle',
  scores: 'packet.page.P4',
  timeline: 'packet.page.P5',
  consent: 'packet.page.P6',
  handover: 'packet.page.P7',
} as const satisfies Readonly<Record<string, TextKey>>;

/** The marks as page-margin boxes. They inherit the font of `html`, not of `body` (measured). */
export function marginCss(document: PacketDocument, words: Words): string {
  const marks = runningMarks(document, words);
  const { size, copies, pagesPerCopy } = document;
  const { first, second } = words.pair('packet.footer.page', { page: PAGE_MARK, pages: PAGES_MARK });
  const pages = (total: string) =>
    [first, ...(second === null ? [] : [second])].map(line => counted(line, total)).join(' "\\A " ');
  // Sheets that may run on to further pages say at the head of each which one it is, in the leading language, since the
  // marks beside it need the room; number and patient are at the foot.
  const sheet = (name: keyof typeof SHEETS) =>
    `@top-left { content: ${quoted(words.t(SHEETS[name]))}; font-size: 7.5pt; text-align: left; }`;
  const sheets = Object.keys(SHEETS) as (keyof typeof SHEETS)[];
  const labelled = copies.flatMap((copy, at) => {
    // Each copy counts from one: the pages of the copies before it are taken off.
    const own =
      pagesPerCopy === null
        ? ''
        : `@bottom-right { counter-increment: page ${-at * pagesPerCopy}; content: ${pages(quoted(String(pagesPerCopy)))}; }`;
    const marked = `@top-right { content: ${quoted(words.text(`packet.copy.${copy}`))}; font-size: 8.5pt; font-weight: 700; }
  ${own}`;
    return [
      `@page copy-${copy} { ${marked} }
.copy-${copy} { page: copy-${copy}; }`,
      ...sheets.map(
        name => `@page copy-${copy}-${name} { ${marked} ${sheet(name)} }
.copy-${copy} .page.${name} { page: copy-${copy}-${name}; }`,
      ),
    ];
  });
  const single = sheets.map(
    name => `@page sheet-${name} { ${sheet(name)} }
.page.${name} { page: sheet-${name}; }`,
  );
  return `@page {
  size: ${PAPER[size]};
  margin: ${MARGINS[size]};
  @top-center { content: ${quoted(marks.top)}; font-size: 8pt; font-weight: 700; }
  @bottom-left { content: ${marks.bottom.map(quoted).join(' "\\A " ')}; font-size: ${footSize(marks, size)}pt; }
  @bottom-right { content: ${pages('counter(pages)')}; }
}
${[...single, ...labelled].join('\n')}`;
}

/** Continuous forms: 9.5 × 5.5 inch, of which half an inch at either side are tractor holes. */
export const PAPER = { A4: 'A4', A5: 'A5', 'dot-matrix': '241mm 140mm' } as const;
/** Left: binding. The same as the padding of `.page` on the screen (paper.css, dot-matrix.css). */
export const MARGINS = {
  A4: '12mm 12mm 12mm 18mm',
  A5: '11mm 9mm 11mm 15mm',
  'dot-matrix': '8.4mm 20mm 12mm 20mm',
} as const;
const FOOT_PT = { A4: 7, A5: 7, 'dot-matrix': 8 }; // 24 pins draw no smaller Han character
const FOOT_EMS = { A4: 58, A5: 39, 'dot-matrix': 56 }; // in a line of the foot at that size, with room to spare

/** The foot keeps its two lines also for the longest name: a third would be in the printer's blind edge. */
const footSize = ({ bottom }: RunningMarks, size: PacketDocument['size']): number =>
  Math.min(FOOT_PT[size], Math.floor((100 * FOOT_PT[size] * FOOT_EMS[size]) / Math.max(...bottom.map(emsOf))) / 100);

// Stand in the text where the browser counts (private use: no text has them).
const PAGE_MARK = '\uE000';
const PAGES_MARK = '\uE001';

const counted = (text: string, total: string): string =>
  text
    .split(/([\uE000\uE001])/)
    .map(part => (part === PAGE_MARK ? 'counter(page)' : part === PAGES_MARK ? total : quoted(part)))
    .join(' ');

/** A CSS string: every character that could end it is written as its code point. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\<>\p{Cc}]/gu, c => `\\${c.codePointAt(0)?.toString(16)} `)}"`;
