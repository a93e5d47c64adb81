import type { ReactNode } from 'react';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { ageText, hospitalNumber, sexText, timeText } from './packet-wording.ts';
import type { TextKey, Words } from './words.ts';

/** The small parts that the pages are set with. All pure: no hooks, no clock, no fetch. */

/** A label; with two languages the English stands small behind the Chinese. */
export function Label({ words, of }: { words: Words; of: TextKey }) {
  const { first, second } = words.pair(of);
  return (
    <>
      {first}
      {second === null ? null : (
        <span className="second" lang="en">
          {' '}
          {second}
        </span>
      )}
    </>
  );
}

/** Label and underlined value, as on a printed form; an empty value leaves the line for the pen. */
export function Fill({
  words,
  label,
  value = '',
  span,
}: {
  words: Words;
  label: TextKey;
  value?: ReactNode;
  span: number;
}) {
  return (
    <div className="fill" style={{ gridColumn: `span ${span}` }}>
      <span className="fill-label">
        <Label words={words} of={label} />
      </span>
      <span className="fill-value">{value === '' ? '\u00a0' : value}</span>
    </div>
  );
}

/** The letter, found by a search, and over it a stroke as thick as a pen's: the letter alone is a hairline on a copy. */
export function Tick() {
  return (
    <>
      √
      <svg className="tick-stroke" viewBox="0 0 10 10" aria-hidden="true">
        <path d="M1.5 5.5L4.2 8.4L8.8 1.4" fill="none" stroke="#000" strokeWidth={1.7} />
      </svg>
    </>
  );
}

/** A box for the pen, or ticked by the program. √ is in every Chinese font, ☑ is not. */
export function Box({ ticked = false, children }: { ticked?: boolean; children: ReactNode }) {
  return (
    <span className={ticked ? 'tick is-ticked' : 'tick'}>
      <span className="tick-box">{ticked ? <Tick /> : null}</span>
      {children}
    </span>
  );
}

/** Says of a page that it tells more than what was signed, and since when. */
export function Newer({ at, words }: { at: string | null; words: Words }) {
  if (at === null) return null;
  return <p className="newer">{words.text('packet.newer', { at: timeText(at) })}</p>;
}

/** One page (or several, where its content is long) of the packet. */
export function Sheet({
  model,
  words,
  title,
  name,
  isOnePage = false,
  foot,
  children,
}: {
  model: PacketModel;
  words: Words;
  title: TextKey;
  name: string;
  /** Set smaller, within reason, so that it stays one page. */
  isOnePage?: boolean;
  /** Under the content, in its own measure, such as codes that must not shrink. */
  foot?: ReactNode;
  children: ReactNode;
}) {
  const facts: [TextKey, string][] = [
    ['packet.identity.name', model.patient.name],
    ['packet.identity.sex', sexText(model, words)],
    ['packet.identity.age', ageText(model, words)],
    ['packet.identity.hospitalNumber', hospitalNumber(model) || words.text('packet.blankToFill')],
    ['packet.identity.number', model.number ?? words.text('packet.blankToFill')],
  ];
  return (
    <section className={`page ${name}`}>
      <header className="sheet-head">
        <p className="institution">{model.facility.name}</p>
        <h1>
          <Label words={words} of={title} />
        </h1>
        <p className="who">
          {facts.map(([key, value]) => (
            <span key={key}>
              <span className="who-label">
                <Label words={words} of={key} />
              </span>
              {value}
            </span>
          ))}
        </p>
      </header>
      <div className="sheet-body" data-fit={isOnePage ? 'page' : undefined}>
        {children}
      </div>
      {foot}
    </section>
  );
}

/** A heading with what belongs under it. */
export function Part({ words, title, children }: { words: Words; title: TextKey; children: ReactNode }) {
  return (
    <section className="part">
      <h2>
        <Label words={words} of={title} />
      </h2>
      {children}
    </section>
  );
}

/**
 * What is signed, never torn apart by a page's end. Where its sheet runs over pages, title, number and patient stand
 * above it: a signature never stands without what it signs.
 */
export function Signing({
  model,
  words,
  title,
  children,
}: {
  model: PacketModel;
  words: Words;
  title: TextKey;
  children: ReactNode;
}) {
  return (
    <div className="signing">
      <p className="signature-reference">
        <span>{words.text(title)}</span>
        <span>
          {words.t('packet.identity.number')} <strong>{model.number ?? ''}</strong>
        </span>
        <span>{model.patient.name}</span>
      </p>
      {children}
    </div>
  );
}

/** Rows of label and text with rules between them; long text runs on to the next page. */
export function Rows({ words, rows }: { words: Words; rows: readonly (readonly [TextKey, ReactNode])[] }) {
  return (
    <table className="rows">
      <tbody>
        {rows.map(([key, content]) => (
          <tr key={key}>
            <th scope="row">
              <Label words={words} of={key} />
            </th>
            <td>{content}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The ring that is kept empty for the seal of the institution, and what is to be sealed. */
export function Seal({ children }: { children?: ReactNode }) {
  return (
    <div className="seal">
      <div className="seal-ring" />
      {children}
    </div>
  );
}
