import { engineVersion } from '../../shared/clinical/score-registry.ts';
import type { PacketDocument } from '../../shared/referral/packet-model.ts';
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

  const number =
    model.number === null
      ? words.text('packet.footer.noNumber')
      : words.text('packet.footer.number', { number: model.number });
  const count =
    print.nth === 0 ? words.text('packet.footer.electronic') : words.text('packet.footer.nth', { n: print.nth });
  return {
    top: marks.join(' '),
    bottom: [
      [number, [model.patient.name, sexText(model, words), ageText(model, words)].join(' ')].join(BETWEEN),
      [
        words.text('packet.footer.printedAt', { at: timeText(print.at) }),
        words.text('packet.footer.printedBy', { by: print.by }),
        words.text('packet.footer.versions', { software: model.softwareVersion, formulas: engineVersion }),
        isDraft ? words.text('packet.mark.draft') : count,
        ...(print.nth > 1 ? [words.text('packet.footer.reprint')] : []),
      ].join(BETWEEN),
    ],
  };
}

/** The marks as page-margin boxes. They inherit the font of `html`, not of `body` (measured). */
export function marginCss(marks: RunningMarks, words: Words): string {
  const page = [
    ['Before', 'page'],
    ['Between', 'pages'],
  ] as const;
  const pageOf = (first: 'first' | 'second') => {
    const piece = (key: TextKey) => quoted(words.pair(key)[first] ?? '');
    const counted = page.map(([place, counter]) => `${piece(`packet.footer.page${place}`)} counter(${counter})`);
    return `${counted.join(' ')} ${piece('packet.footer.pageAfter')}`;
  };
  const pages = words.language === 'both' ? `${pageOf('first')} "\\A " ${pageOf('second')}` : pageOf('first');
  return `@page {
  @top-center { content: ${quoted(marks.top)}; font-size: 8pt; font-weight: 700; }
  @bottom-left { content: ${marks.bottom.map(quoted).join(' "\\A " ')}; }
  @bottom-right { content: ${pages}; }
}`;
}

/** A CSS string: every character that could end it is written as its code point. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\<>\p{Cc}]/gu, c => `\\${c.codePointAt(0)?.toString(16)} `)}"`;
