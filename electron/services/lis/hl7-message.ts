import { LIMITS, UnreadableExport } from './unreadable-export.ts';

/** The separators that MSH-1 and MSH-2 declare. */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escapeSign: string;
  readonly subcomponent: string;
}

const STANDARD: Delimiters = { field: '|', component: '^', repetition: '~', escapeSign: '\\', subcomponent: '&' };

/** One segment; fields are numbered as in the standard (MSH-1 is the separator itself). */
export class Segment {
  /** The n-th non-empty segment of the file. */
  readonly line: number;
  readonly name: string;
  readonly #fields: readonly string[];
  readonly #delimiters: Delimiters;

  constructor(line: number, text: string, delimiters: Delimiters) {
    this.line = line;
    this.#delimiters = delimiters;
    const [name = '', ...fields] = text.split(delimiters.field);
    this.name = name.trim();
    this.#fields = isHeader(this.name) ? ['', delimiters.field, ...fields] : ['', ...fields];
  }

  /** The whole field, unescaped, its separators as they stand. */
  whole(field: number): string {
    return this.#unescape(this.#raw(field));
  }

  /** The whole first repetition of a field. */
  first(field: number): string {
    return this.#unescape(this.#firstRaw(field));
  }

  /** The components of the first repetition, subcomponents joined. */
  components(field: number): string[] {
    const { component, subcomponent } = this.#delimiters;
    return this.#firstRaw(field)
      .split(component)
      .map(text => this.#unescape(text.replaceAll(subcomponent, ' ')));
  }

  /** Component numbers as in the standard, from 1. */
  component(field: number, component: number): string {
    return this.components(field)[component - 1] ?? '';
  }

  #raw(field: number): string {
    return this.#fields[field] ?? '';
  }

  #firstRaw(field: number): string {
    return this.#raw(field).split(this.#delimiters.repetition)[0] ?? '';
  }

  #unescape(text: string): string {
    const { field, component, repetition, escapeSign, subcomponent } = this.#delimiters;
    if (!text.includes(escapeSign)) return text.trim();
    const signs: Readonly<Record<string, string>> = {
      F: field,
      S: component,
      T: subcomponent,
      R: repetition,
      E: escapeSign,
      '.br': ' ',
    };
    const parts = text.split(escapeSign);
    let plain = parts[0] ?? '';
    for (let at = 1; at < parts.length; at += 2) {
      const sequence = parts[at] ?? '';
      // an escape sign without its pair is an ordinary sign
      plain += at === parts.length - 1 ? escapeSign + sequence : (signs[sequence] ?? '') + (parts[at + 1] ?? '');
    }
    return plain.trim();
  }
}

const isHeader = (name: string): boolean => /^(?:MSH|FHS|BHS)$/.test(name);

/** After leading blanks, to which JavaScript counts the frame sign 0x0B; a table does not begin with these words and a separator. */
export const looksLikeHl7 = (text: string): boolean => /^\s*(?:MSH|FHS|BHS)[^A-Za-z0-9\s]/.test(text);

/** Segments in file order; they end in CR, LF or both, and the frame signs 0x0B and 0x1C are dropped (6.11). */
export function readSegments(text: string): Segment[] {
  let delimiters = STANDARD;
  const segments: Segment[] = [];
  for (const part of text.split(/[\r\n]+/)) {
    const segment = part.replaceAll('\u000b', '').replaceAll('\u001c', '').trimStart();
    if (segment.trim() === '') continue;
    if (isHeader(segment.slice(0, 3))) delimiters = declaredDelimiters(segment);
    segments.push(new Segment(segments.length + 1, segment, delimiters));
    if (segments.length > LIMITS.rows) throw new UnreadableExport('too-large');
  }
  return segments;
}

function declaredDelimiters(header: string): Delimiters {
  const field = header[3] ?? STANDARD.field;
  const [component, repetition, escapeSign, subcomponent] = (header.slice(4).split(field)[0] ?? '').trim();
  return {
    field,
    component: component ?? STANDARD.component,
    repetition: repetition ?? STANDARD.repetition,
    escapeSign: escapeSign ?? STANDARD.escapeSign,
    subcomponent: subcomponent ?? STANDARD.subcomponent,
  };
}
