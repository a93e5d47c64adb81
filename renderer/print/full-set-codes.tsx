import { isSealedSet } from '../../shared/referral/read-full-set.ts';
import type { PageProps } from './page-props.ts';
import { Label } from './paper.tsx';
import { QrCode } from './qr-code.tsx';

/** The numbered codes of the full set, at the foot of P2: the reader of the ward takes them in any order. */
export function FullSetCodes({ document: { model, fullSet }, words }: PageProps) {
  if (fullSet.length === 0) return null;
  return (
    <section className="full-set">
      <div className="full-set-text">
        <h2>
          <Label words={words} of="packet.fullSet.title" />
        </h2>
        <p>
          <strong>{model.number}</strong>
        </p>
        <p>
          {words.text('packet.fullSet.phone')} {model.facility.phone}
        </p>
        <p className="note">{words.text(isSealedSet(fullSet) ? 'packet.fullSet.sealed' : 'packet.fullSet.unsealed')}</p>
        <p className="note">{words.text(fullSet.length === 1 ? 'packet.fullSet.howOne' : 'packet.fullSet.how')}</p>
      </div>
      {fullSet.map((text, i) => {
        const caption = words.text('packet.fullSet.part', { part: i + 1, parts: fullSet.length });
        return (
          <figure key={text}>
            <QrCode text={text} title={caption} />
            <figcaption>{caption}</figcaption>
          </figure>
        );
      })}
    </section>
  );
}
