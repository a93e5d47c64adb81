import { Parser } from 'htmlparser2';

export interface XmlVisitor {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Walks an XML part; names come without their namespace prefix, which writers choose freely. */
export function walkXml(xml: string, visitor: XmlVisitor): void {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => visitor.open?.(withoutPrefix(name), attributes),
      ontext: text => visitor.text?.(text),
      onclosetag: name => visitor.close?.(withoutPrefix(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
}

/** The value of an attribute whatever its prefix, such as `r:id`. */
export const attribute = (attributes: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.entries(attributes).find(([key]) => withoutPrefix(key) === name)?.[1];
