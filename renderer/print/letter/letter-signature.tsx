import { maySendByNetwork } from '../../../shared/referral/completeness.ts';
import { timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Fill, Label, Seal, Signing } from '../paper.tsx';
import type { TextKey } from '../words.ts';

/**
 * Signature, seal, telephones, sharing and the notes for the patient.
 */
export function LetterSignature({ document: { model }, words }: PageProps) {
  const { doctor, facility, form } = model;
  const { sharing } = form;
  const answer = (which: 'care' | 'registry') =>
    `${words.text(`packet.letter.${which}`)} ${words.text(`packet.letter.sharingAnswer.${sharing[which]}` as TextKey)}`;
  return (
    <Signing model={model} words={words} title="packet.page.P1">
      <footer className="signature">
        <div className="signature-lines">
          <div className="fills">
            <Fill words={words} label="packet.letter.doctorSignature" value={<span className="sign-line" />} span={7} />
            <Fill
              words={words}
              label="packet.letter.title"
              value={`${doctor.displayName} ${doctor.title}`.trim()}
              span={5}
            />
            <Fill words={words} label="packet.letter.mobile" value={doctor.phone} span={5} />
            <Fill
              words={words}
              label="packet.letter.signedAt"
              value={model.signedAt === null ? '' : timeText(model.signedAt)}
              span={7}
            />
          </div>
          <div className="fills" data-fit="10">
            <Fill
              words={words}
              label="packet.letter.unit"
              value={
                <>
                  {facility.name} {facility.department} <span className="phone">{facility.phone}</span>
                </>
              }
              span={12}
            />
          </div>
        </div>
        <div className="signature-notes">
          <p className="sharing">
            <Label words={words} of="packet.letter.sharing" />
            {words.t('packet.colon')}
            {[
              answer('care'),
              answer('registry'),
              ...(sharing.emergencyBasis === null
                ? []
                : [
                    `${words.text('packet.letter.emergency')} ${words.text(`packet.letter.emergencyBasis.${sharing.emergencyBasis}`)}`,
                  ]),
            ].join('　')}
          </p>
          {maySendByNetwork(form) ? null : <p className="paper-only">{words.text('packet.letter.paperOnly')}</p>}
          <p className="notice">
            <strong>
              <Label words={words} of="packet.letter.noticeTitle" />
            </strong>{' '}
            <Label words={words} of="packet.letter.notice" />
          </p>
          <p className="disclaimer">
            <Label words={words} of="packet.letter.disclaimer" />
          </p>
        </div>
        <Seal>{words.text('packet.letter.seal')}</Seal>
      </footer>
    </Signing>
  );
}
