import { Urgency } from '../../../shared/referral/form.ts';
import { identityText, sentenceText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Box, Label } from '../paper.tsx';
import { QrCode } from '../qr-code.tsx';
import { lessUrgentText } from '../urgency-text.ts';

/** Title, urgency, receiver and the fixed sentence; the core code at the right. */
export function LetterHead({ document: { model, qr }, words }: PageProps) {
  const { form, ward } = model;
  const lessUrgent = lessUrgentText(model, words);
  return (
    <header className="letter-head">
      <div data-fit="42">
        <p className="institution">{model.facility.name}</p>
        <h1>
          <Label words={words} of="packet.page.P1" />
        </h1>
        <p className="urgency">
          <span className="fill-label">
            <Label words={words} of="packet.letter.urgency" />
          </span>
          {Urgency.options.map(option => (
            <Box key={option} ticked={form.urgency === option}>
              {words.text(`referral.urgency.${option}`)}
            </Box>
          ))}
        </p>
        {lessUrgent === null ? null : <p className="less-urgent">{lessUrgent}</p>}
        <p className="receiver">
          {words.text('packet.letter.to')}
          <strong>{ward ? `${ward.facilityName} ${ward.wardName}` : words.text('packet.letter.noWard')}</strong>
          {ward ? (
            <span className="phone">
              {words.text('packet.letter.phone')} {ward.phone}
            </span>
          ) : null}
        </p>
        <p className="sentence">
          {sentenceText('packet.letter.sentence', model, words)}{' '}
          <span className="sentence-facts">
            {words.text('packet.identity.document')} {identityText(model, words)}
          </span>
        </p>
      </div>
      <figure className="core-code">
        {qr === null ? (
          <div className="qr qr-empty">{words.text('packet.letter.qrDraft')}</div>
        ) : (
          <QrCode text={qr} title={words.text('packet.letter.qrCaption')} />
        )}
        <figcaption>
          <strong>{model.number ?? ''}</strong>
          <span>{words.text('packet.letter.qrCaption')}</span>
        </figcaption>
      </figure>
    </header>
  );
}
