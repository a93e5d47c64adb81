import type { ReactNode } from 'react';
import type { MilestoneId } from '../../../shared/clinical/milestones.ts';
import type { ReturnFacts } from '../../../shared/referral/return-facts.ts';
import { FOLLOW_UP_DAYS, OUTCOMES, type ReturnContent, WARD_GRADES } from '../../../shared/referral/return-record.ts';
import { ageText, hospitalNumber, sentenceText, sexText, timeText } from '../packet-wording.ts';
import type { PageProps } from '../page-props.ts';
import { Box, Fill, Label, Seal } from '../paper.tsx';
import type { TextKey, Words } from '../words.ts';

/**
 * The national 双向转诊（回转）单, which the ward sends home with the patient (groups 65–70): what is known here by now is
 * printed, the rest waits for the ward's pen. Kit and outcome are recorded as the ward writes them, never computed.
 */
export function ReturnPage({ document, words }: PageProps) {
  return <ReturnForm document={document} words={words} known={document.returned ?? NOTHING} />;
}

/** The same with nothing filled in but who the patient is. */
export function BlankReturnPage({ document, words }: PageProps) {
  return <ReturnForm document={document} words={words} known={NOTHING} />;
}

const NOTHING: ReturnFacts = { reached: {}, answers: [], told: [], record: null };

const TIMES = ['departed', 'arrived', 'admitted', 'diagnosed'] as const satisfies readonly MilestoneId[];
/** Texts of the ward, with the lines that a hand needs. */
const TEXTS = [
  ['results', 3],
  ['treatment', 4],
  ['plan', 4],
] as const;

function ReturnForm({ document, words, known }: PageProps & { known: ReturnFacts }) {
  const { model } = document;
  const { ward, facility } = model;
  const { record } = known;
  const findings = known.told.filter(({ code }) => code === 'findings').map(({ text }) => text);
  const diagnosis = record?.diagnosis || findings.at(-1);
  const instant = (at: string | undefined) => (at === undefined ? '' : timeText(at));
  return (
    <section className="page return-form">
      <div className="sheet-body" data-fit="page">
        <ReturnStub document={document} words={words} />
        <div className="cut">
          <span>✂ {words.text('packet.letter.cut')}</span>
        </div>
        <header className="return-head">
          <p className="institution">{ward?.facilityName ?? '\u00a0'}</p>
          <h1>
            <Label words={words} of="packet.page.return" />
          </h1>
          <p className="receiver">
            {words.text('packet.letter.to')}
            <strong>{`${facility.name} ${facility.department}`}</strong>
            <span className="phone">
              {words.text('packet.letter.phone')} {facility.phone}
            </span>
          </p>
          <p className="sentence">{sentenceText('packet.return.sentence', model, words)}</p>
        </header>
        <table className="rows">
          <tbody>
            <Row words={words} label="packet.return.original">
              {`${model.number ?? ''}　${instant(model.signedAt ?? undefined)}`}
            </Row>
            <Row words={words} label="packet.return.answer">
              {known.answers.map(answer => (
                <p key={`${answer.kind} ${answer.at}`}>{answerText(answer, words)}</p>
              ))}
            </Row>
            <Row words={words} label="packet.return.times">
              <span className="fills">
                {TIMES.map(milestone => (
                  <Fill
                    key={milestone}
                    words={words}
                    label={`packet.return.time.${milestone}`}
                    value={instant(known.reached[milestone])}
                    span={6}
                  />
                ))}
              </span>
            </Row>
            <Row words={words} label="packet.return.diagnosis" lines={1}>
              {diagnosis}
            </Row>
            <Row words={words} label="packet.return.grade">
              {WARD_GRADES.map(grade => (
                <Box key={grade} ticked={record?.grade === grade}>
                  {words.text(`packet.return.grades.${grade}`)}
                </Box>
              ))}
            </Row>
            <Row words={words} label="packet.return.kit">
              <span className="fills">
                <Fill
                  words={words}
                  label="packet.return.kitSampled"
                  value={instant(known.reached['kit-sampled'])}
                  span={6}
                />
                <Fill
                  words={words}
                  label="packet.return.kitReported"
                  value={instant(known.reached['kit-reported'])}
                  span={6}
                />
                <Fill words={words} label="packet.return.kitResult" value={record?.kitResult ?? ''} span={12} />
              </span>
            </Row>
            {TEXTS.map(([text, lines]) => (
              <Row key={text} words={words} label={`packet.return.${text}`} lines={lines}>
                {record?.[text]}
              </Row>
            ))}
            <Row words={words} label="packet.return.outcome">
              {OUTCOMES.map(outcome => (
                <Box key={outcome} ticked={record?.outcome === outcome}>
                  {words.text(`packet.return.outcomes.${outcome}`)}
                </Box>
              ))}
              <span className="fills">
                <Fill words={words} label="packet.letter.date" value={record?.outcomeOn ?? ''} span={4} />
                {FOLLOW_UP_DAYS.map(day => (
                  <Fill
                    key={day}
                    words={words}
                    label={`packet.return.${day}`}
                    value={record ? followUpText(record.followUp[day], words) : ''}
                    span={4}
                  />
                ))}
              </span>
            </Row>
          </tbody>
        </table>
      </div>
      <footer className="signature">
        <div className="signature-lines">
          <div className="fills">
            <Fill
              words={words}
              label="packet.letter.doctorSignature"
              value={<span className="sign-line" />}
              span={12}
            />
            <Fill words={words} label="packet.return.inpatientNumber" span={6} />
            <Fill words={words} label="packet.identity.phone" value={ward?.phone ?? ''} span={6} />
          </div>
          <div className="fills" data-fit="10">
            <Fill
              words={words}
              label="packet.letter.unit"
              value={ward ? `${ward.facilityName} ${ward.wardName}` : ''}
              span={12}
            />
          </div>
          <div className="fills">
            <Fill words={words} label="packet.letter.date" value={instant(known.reached.returned)} span={6} />
          </div>
        </div>
        <Seal>{words.text('packet.letter.seal')}</Seal>
      </footer>
    </section>
  );
}

/** The ward's part, which stays with the ward. */
function ReturnStub({ document: { model }, words }: PageProps) {
  const { patient, facility, ward } = model;
  return (
    <div className="return-stub">
      <p className="institution">{ward?.facilityName ?? '\u00a0'}</p>
      <h1>
        <Label words={words} of="packet.return.stubTitle" />
      </h1>
      <div className="fills">
        <Fill words={words} label="packet.identity.name" value={patient.name} span={4} />
        <Fill words={words} label="packet.identity.sex" value={sexText(model, words)} span={2} />
        <Fill words={words} label="packet.identity.age" value={ageText(model, words)} span={2} />
        <Fill words={words} label="packet.identity.hospitalNumber" value={hospitalNumber(model)} span={4} />
        <Fill words={words} label="packet.identity.address" value={patient.address} span={5} />
        <Fill words={words} label="packet.identity.phone" value={patient.phone} span={3} />
        <Fill words={words} label="packet.identity.number" value={model.number ?? ''} span={4} />
      </div>
      <p className="stub-sentence">{words.text('packet.return.stubSentence', { facility: facility.name })}</p>
      <div className="fills">
        <Fill words={words} label="packet.letter.doctorSignature" span={7} />
        <Fill words={words} label="packet.letter.date" span={5} />
      </div>
    </div>
  );
}

function Row({
  words,
  label,
  lines = 0,
  children,
}: {
  words: Words;
  label: TextKey;
  /** Lines for the pen. */
  lines?: number;
  children?: ReactNode;
}) {
  return (
    <tr>
      <th scope="row">
        <Label words={words} of={label} />
      </th>
      <td style={lines === 0 ? undefined : { height: `${lines * PEN_MM}mm` }}>{children}</td>
    </tr>
  );
}

const PEN_MM = 8; // height of a line of handwriting

const followUpText = ({ state, on }: ReturnContent['followUp']['day28'], words: Words): string =>
  state === null ? '' : [words.text(`returns.followUps.${state}`), on].filter(Boolean).join(' ');

/** What was answered, by whom, when; then what came with it, such as bed and advice. */
function answerText({ kind, at, by, phone, reason, outputs }: ReturnFacts['answers'][number], words: Words): string {
  const said = [words.text(`delivery.business.${kind}` as TextKey), timeText(at), by, phone].filter(
    part => part !== '',
  );
  const more = [reason, ...outputs.map(output => output.text)].filter(part => part !== '');
  return [said.join(' '), ...more].join(words.language === 'en' ? '; ' : '；');
}
