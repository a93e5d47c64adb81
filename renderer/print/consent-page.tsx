import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Box, Fill, Label, Part, Sheet } from './paper.tsx';
import { brief, type TextKey } from './words.ts';

const CHOICES = ['agree', 'disagree', 'giveUp'] as const;
const PARTS = [
  ['need', 'needText'],
  ['risks', 'riskText'],
  ['cost', 'costText'],
  ['alternatives', 'alternativesText'],
] as const;

const BRIEF = 120; // characters; the letter has the whole text

/** P6: information, choice and two separate data ticks; the answers on record are ticked, the rest waits for the pen. */
export function ConsentPage({ document: { model }, words }: PageProps) {
  const { form, ward, facility, doctor } = model;
  const { sharing } = form;
  const ticks = [
    { key: 'careTick', answer: sharing.care },
    { key: 'registryTick', answer: sharing.registry },
  ] as const;
  return (
    <Sheet model={model} words={words} title="packet.page.P6" name="consent" isOnePage>
      <p>
        {words.text('packet.consent.intro', {
          facility: ward?.facilityName ?? words.text('packet.letter.noWard'),
          ward: ward?.wardName ?? '',
        })}
      </p>
      <Part words={words} title="packet.consent.state">
        <p>
          {brief(form.impression.text, words, BRIEF)}　{brief(form.presentState, words, BRIEF)}
        </p>
      </Part>
      {PARTS.map(([title, text]) => (
        <Part key={title} words={words} title={`packet.consent.${title}`}>
          <p>
            <Label words={words} of={`packet.consent.${text}`} />
          </p>
        </Part>
      ))}
      <Part words={words} title="packet.consent.choice">
        {CHOICES.map(choice => (
          <p key={choice}>
            <Box>
              <Label words={words} of={`packet.consent.${choice}`} />
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
              signer: `${sharing.signer}${words.text('packet.consent.by', {
                relation: sharing.relation,
                at: sharing.at === null ? '' : timeText(sharing.at),
              })}`,
            })}
          </p>
        )}
      </Part>
      <div className="fills pens">
        <Fill words={words} label="packet.consent.signer" span={7} />
        <Fill words={words} label="packet.consent.relation" span={5} />
        <Fill words={words} label="packet.consent.identity" span={5} />
        <Fill words={words} label="packet.consent.phone" span={3} />
        <Fill words={words} label="packet.consent.time" span={4} />
        <Fill words={words} label="packet.consent.doctor" span={7} />
        <Fill words={words} label="packet.consent.time" span={5} />
        <Fill words={words} label="packet.consent.witness" span={7} />
        <Fill words={words} label="packet.consent.time" span={5} />
      </div>
      <p className="note">
        <Label words={words} of="packet.consent.emergency" />
      </p>
      <p className="note">
        {facility.name} {facility.department} {doctor.displayName} {doctor.phone}
      </p>
    </Sheet>
  );
}
