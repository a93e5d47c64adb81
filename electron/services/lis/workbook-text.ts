import { type Cell, textCell } from './sheet.ts';
import { walkXmlBytes, type XmlVisitor } from './xml-walk.ts';

/**
 * Collects the text of <si> and <is>: rich runs joined, phonetic hints left out, a superscript number written as a power
 * (else "10" + raised "6" would read 106).
 */
export class RichText {
  #text = '';
  #run = '';
  #isInText = false;
  #phonetic = 0;
  #isRaised = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'rPh') this.#phonetic += 1;
    else if (name === 'r') this.#isRaised = false;
    else if (name === 'vertAlign') this.#isRaised = attributes.val === 'superscript';
    else if (name === 't') {
      this.#isInText = this.#phonetic === 0;
      this.#run = '';
    }
  }

  write(text: string): void {
    if (this.#isInText) this.#run += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 'r') this.#isRaised = false;
    else if (name === 't' && this.#isInText) {
      this.#isInText = false;
      const run = unescapeExcel(this.#run);
      this.#text += this.#isRaised && /^\s*[+-]?\d+\s*$/.test(run) ? `^${run.trim()}` : run;
    }
  }

  take(): string {
    const text = this.#text;
    this.#text = '';
    this.#isRaised = false;
    return text;
  }
}

/** Excel writes control characters as _x000D_. */
const unescapeExcel = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** The table of texts as the cells that show them: folded once, however many cells do. Undefined is an empty text. */
export function readSharedStrings(xml: Uint8Array): (Cell | undefined)[] {
  const cells: (Cell | undefined)[] = [];
  const rich = new RichText();
  const visitor: XmlVisitor = {
    open: (name, attributes) => rich.open(name, attributes),
    text: text => rich.write(text),
    close: name => {
      rich.close(name);
      if (name === 'si') cells.push(textCell(rich.take()));
    },
  };
  for (const _ of walkXmlBytes(xml, visitor));
  return cells;
}
