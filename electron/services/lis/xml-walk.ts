import { Parser } from 'htmlparser2';
import { UnreadableExport } from './unreadable-export.ts';

export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Walks an XML part; names come without their namespace prefix, which writers choose freely. */
export function walkXml(xml: string, visitor: XmlVisitor): void {
  parserFor(visitor).end(xml);
}

const PIECE = 2 ** 18;

/**
 * The same for a part of tens of megabytes, which is never held as one text. After each piece it yields the share that
 * has been read, 0 to 1.
 * @throws UnreadableExport `damaged` where the bytes are not UTF-8
 */
export function* walkXmlBytes(xml: Uint8Array, visitor: XmlVisitor): Generator<number, void> {
  const parser = parserFor(visitor);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < xml.length; at += PIECE) {
    parser.write(decodePiece(decoder, xml.subarray(at, at + PIECE), at + PIECE < xml.length));
    yield at / xml.length;
  }
  parser.end();
  yield 1;
}

function decodePiece(decoder: TextDecoder, piece: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(piece, { stream });
  } catch (cause) {
    throw new UnreadableExport('damaged', { cause });
  }
}

function parserFor(visitor: XmlVisitor): Parser {
  return new Parser(
    {
      onopentag: (name, attributes) => visitor.open?.(withoutPrefix(name), attributes),
      ontext: text => visitor.text?.(text),
      onclosetag: name => visitor.close?.(withoutPrefix(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
}

/** The value of an attribute whatever its prefix, such as `r:id`. */
export const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => withoutPrefix(key) === name)?.[1];
