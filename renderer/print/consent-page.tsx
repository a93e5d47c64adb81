import { maskIdentity } from '../../shared/records/masking.ts';
import type { INFORMED } from '../../shared/referral/transfer-consent.ts';
import { departureOnPaper } from './departure-on-paper.ts';
import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Box, Fill, Label, Newer, Part, Sheet, Signing } from './paper.tsx';
import { brief, type TextKey, type Words } from './words.ts';

const CHOICES = [
  ['agree', 'agree'],
  ['disagree', 'refuse'],
  ['giveUp', 'give-up'],
] as const;
const PARTS = [
  ['need', 'needText'],
  ['risks', 'riskText'],
  ['cost', 'costText'],
  ['alternatives', 'alternativesText'],
] as const;

const BRIEF = 120; // characters; the letter has the whole text

/** P6: information, choice and two separate data ticks; the answers on record are ticked, the rest waits for the pen. */
export function ConsentPage({ document, words }: PageProps) {
  const { model } = document;
  const { consent, newerAt } = departureOnPaper(document);
  const { signer } = consent;
  const told = (part: (typeof INFORMED)[number]) => consent.informed.includes(part);
  const instant = (at: string | null) => (at === null ? '' : timeText(at));
  const { form, ward, facility, doctor } = model;
  const { sharing } = form;
  const states = [form.impression.text, form.presentState].filter(text => text.trim() !== '');
  const ticks = [
    { key: 'careTick', answer: sharing.care },
    { key: 'registryTick', answer: sharing.registry },
  ] as const;
  return (
    <Sheet model={model} words={words} title="packet.page.P6" name="consent" isOnePage>
      <Newer at={newerAt} words={words} />
      <p>
        {words.text('packet.consent.intro', {
          facility: ward?.facilityName ?? words.text('packet.letter.noWard'),
          ward: ward?.wardName ?? '',
        })}
      </p>
      <Part words={words} title="packet.consent.state">
        <p>
          <Told told={told('state')} words={words} />
          {states.map(text => brief(text, words, BRIEF)).join('　')}
          {states.length === 2 ? null : <span className="pen-space" />}
        </p>
      </Part>
      {PARTS.map(([title, text]) => (
        <Part key={title} words={words} title={`packet.consent.${title}`}>
          <p>
            <Told told={told(title)} words={words} />
            <Label words={words} of={`packet.consent.${text}`} />
            {title === 'risks' && consent.risks.trim() !== '' ? (
              <span className="own-text">
                {' '}
                {words.text('packet.consent.namedRisks')}
                {words.t('packet.colon')}
                {consent.risks.trim()}
              </span>
            ) : null}
          </p>
        </Part>
      ))}
      <Part words={words} title="packet.consent.choice">
        {CHOICES.map(([text, choice]) => (
          <p key={choice}>
            <Box ticked={consent.choice === choice}>
              <Label words={words} of={`packet.consent.${text}`} />
            </Box>
          </p>
        ))}
      </Part>
      <Part words={words} title="packet.consent.sharing">
        {ticks.map(({ key, answer }, at) => (
          <p key={key} className="sharing-tick">
            <span>
              {at + 1}. <Label words={words} of={`packet.consent.${key}`} />
            </span>
            <span className="boxes">
              <Box ticked={answer === 'yes'}>{words.text('packet.consent.agreeBox')}</Box>
              <Box ticked={answer === 'no'}>{words.text('packet.consent.refuseBox')}</Box>
            </span>
          </p>
        ))}
        {sharing.signer === '' ? null : (
          <p className="note">
            {words.text('packet.consent.recorded', {
              care: `${words.text('packet.letter.care')} ${words.text(`packet.letter.sharingAnswer.${sharing.care}` as TextKey)}`,
              registry: `${words.text('packet.letter.registry')} ${words.text(`packet.letter.sharingAnswer.${sharing.registry}` as TextKey)}`,
              signer: `${sharing.signer}${words.t('packet.consent.by', {
                relation: sharing.relation,
                at: sharing.at === null ? '' : timeText(sharing.at),
              })}`,
            })}
          </p>
        )}
      </Part>
      <Signing model={model} words={words} title="packet.page.P6">
        <div className="fills pens">
          <Fill words={words} label="packet.consent.signer" value={<span className="sign-line" />} span={12} />
          <Fill words={words} label="packet.consent.signerName" value={signer.name} span={6} />
          <Fill
            words={words}
            label="packet.consent.relation"
            value={[signer.role === null ? '' : words.text(`packet.consent.role.${signer.role}`), signer.relation]
              .filter(part => part !== '')
              .join('　')}
            span={6}
          />
          <Fill
            words={words}
            label="packet.consent.identity"
            value={signer.idNumber === '' ? '' : maskIdentity(signer.idNumber)}
            span={5}
          />
          <Fill words={words} label="packet.consent.phone" value={signer.phone} span={3} />
          <Fill words={words} label="packet.consent.time" value={instant(signer.at)} span={4} />
          <Fill words={words} label="packet.consent.doctor" span={5} />
          <Fill words={words} label="packet.consent.printedName" value={consent.informedBy} span={3} />
          <Fill words={words} label="packet.consent.time" value={instant(consent.informedAt)} span={4} />
          <Fill words={words} label="packet.consent.witness" span={5} />
          <Fill words={words} label="packet.consent.printedName" value={consent.witness} span={3} />
          <Fill words={words} label="packet.consent.time" span={4} />
        </div>
      </Signing>
      <p className="note">
        <Label words={words} of="packet.consent.emergency" />
      </p>
      <p className="note">
        {facility.name} {facility.department} {doctor.displayName} {doctor.phone}
      </p>
    </Sheet>
  );
}

/** Ticked where the record says that this was told; else a box for the pen. */
function Told({ told, words }: { told: boolean; words: Words }) {
  return <Box ticked={told}>{words.text('packet.consent.told')}</Box>;
}
