import { walkXml } from './xml-walk.ts';

/** What the number format of a cell says about its number. */
export interface NumberFormat {
  readonly isDate: boolean;
  readonly isPercent: boolean;
  /** Width of a format of zeros such as `00000000`. */
  readonly padTo: number | undefined;
}

export const GENERAL: NumberFormat = { isDate: false, isPercent: false, padTo: undefined };

/** Built-in formats (ECMA-376 18.8.30): dates and times, also the Chinese ones; 9 and 10 are percents. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The first section without quoted text, escapes, fillers, and brackets other than elapsed time. */
const bare = (code: string): string =>
  (
    code
      .replace(/"[^"]*"?/g, '')
      .replace(/[\\_*]./g, '')
      .split(';')[0] ?? ''
  ).replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');

function readFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return { isDate: isBuiltInDate(id), isPercent: id === 9 || id === 10, padTo: undefined };
  const format = bare(code);
  return {
    isDate: !/general/i.test(format) && /[ymdhs]/i.test(format),
    isPercent: format.includes('%'),
    padTo: /^0+$/.test(format) ? format.length : undefined,
  };
}

/** Formats by the style index `s` of a cell. */
export function readStyles(xml: string): NumberFormat[] {
  const codes = new Map<number, string>();
  const formats: NumberFormat[] = [];
  let isInCellFormats = false;
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') isInCellFormats = true;
      else if (name === 'xf' && isInCellFormats) {
        const id = Number(attributes.numFmtId ?? 0);
        formats.push(readFormat(id, codes.get(id)));
      }
    },
    close: name => {
      if (name === 'cellXfs') isInCellFormats = false;
    },
  });
  return formats;
}
