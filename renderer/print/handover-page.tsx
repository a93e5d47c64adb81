import { blankVitalSigns, type TransportRecord, type VitalSigns } from '../../shared/referral/transport-record.ts';
import { carriedText } from './carried-wording.ts';
import { departureOnPaper } from './departure-on-paper.ts';
import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Box, Fill, Label, Newer, Part, Sheet, Signing } from './paper.tsx';
import { careTexts, escortText, journeyText, vitalCells } from './transport-wording.ts';
import type { TextKey, Words } from './words.ts';

const VITALS = ['T', 'P', 'R', 'BP', 'SpO2', 'O2', 'GCS', 'urine', 'glucose', 'pain'] as const;
const FEWEST_ROWS = 4; // on the way, for the pen
const EVENT_LINES = 2;
const CARE = ['airway', 'vasoactive', 'lines', 'infusions', 'carried', 'safety', 'infection'] as const;
const PEN_TIME = '____ : ____';
const GRADES = ['I', 'II', 'III'] as const satisfies readonly TransportRecord['grade'][];
const MODES = ['ambulance-120', 'own', 'receiver', 'private'] as const satisfies readonly TransportRecord['mode'][];

/** P7: the journey. What was recorded is printed, all else are blank lines for the pen of a nurse in a moving car. */
export function HandoverPage({ document, words }: PageProps) {
  const { model, returned } = document;
  const { ward, facility } = model;
  const { transport, newerAt } = departureOnPaper(document);
  const { handover } = transport;
  const care = careTexts(transport, words);
  const instant = (at: string | null | undefined) => (at ? timeText(at) : '');
  const rows = Math.max(FEWEST_ROWS, transport.enRoute.length);
  const onTheWay = Array.from({ length: rows }, (_, row) => ({
    key: `row-${row + 1}`,
    signs: transport.enRoute[row] ?? blankVitalSigns(),
  }));
  return (
    <Sheet model={model} words={words} title="packet.page.P7" name="handover" isOnePage>
      <Newer at={newerAt} words={words} />
      <p className="journey">
        {facility.name} <span className="phone">{facility.phone}</span> <strong>→</strong>{' '}
        {ward ? `${ward.facilityName} ${ward.wardName} ` : words.text('packet.letter.noWard')}
        {ward ? <span className="phone">{ward.phone}</span> : null}
      </p>
      <Part words={words} title="packet.handover.transport">
        <div className="fills pens">
          <Fill
            words={words}
            label="packet.handover.riskGrade"
            value={<Options words={words} of="grades" codes={GRADES} chosen={transport.grade} />}
            span={5}
          />
          <Fill
            words={words}
            label="packet.handover.mode"
            value={<Options words={words} of="modes" codes={MODES} chosen={transport.mode} />}
            span={7}
          />
          <Fill words={words} label="packet.handover.departure" value={instant(returned?.reached.departed)} span={4} />
          <Fill words={words} label="packet.handover.eta" value={instant(transport.eta)} span={4} />
          <Fill words={words} label="packet.handover.arrival" value={instant(returned?.reached.arrived)} span={4} />
          <Fill words={words} label="packet.handover.plate" value={transport.plate} span={4} />
          <Fill words={words} label="packet.handover.distance" value={journeyText(transport)} span={8} />
          {transport.escorts.length === 0 ? (
            <>
              <Fill words={words} label="packet.handover.escortDoctor" span={6} />
              <Fill words={words} label="packet.handover.escortNurse" span={6} />
            </>
          ) : (
            <Fill
              words={words}
              label="packet.handover.escorts"
              value={<span className="own-text">{escortText(transport, words)}</span>}
              span={12}
            />
          )}
        </div>
      </Part>
      <Part words={words} title="packet.handover.vitals">
        <table className="vitals">
          <thead>
            <tr>
              <th scope="col">
                <Label words={words} of="packet.handover.vitalTime" />
              </th>
              {VITALS.map(vital => (
                <th key={vital} scope="col">
                  <Label words={words} of={`packet.handover.vital.${vital}`} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <VitalRow words={words} name="before" signs={transport.departureVitals} />
            {onTheWay.map(({ key, signs }) => (
              <VitalRow key={key} words={words} name="onTheWay" signs={signs} />
            ))}
            <VitalRow words={words} name="onArrival" signs={blankVitalSigns()} />
          </tbody>
        </table>
      </Part>
      <Part words={words} title="packet.handover.care">
        <table className="rows pens">
          <tbody>
            {CARE.map(item => (
              <tr key={item}>
                <th scope="row">
                  <Label words={words} of={`packet.handover.${item}`} />
                </th>
                <td>{care[item]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Part>
      <Part words={words} title="packet.handover.events">
        <Written text={transport.events} lines={EVENT_LINES} />
      </Part>
      <Part words={words} title="packet.handover.documents">
        <Written text={carriedText(transport, words)} lines={1} />
      </Part>
      <Signing model={model} words={words} title="packet.page.P7">
        <Part words={words} title="packet.handover.handover">
          <HandoverLines words={words} handover={handover} />
        </Part>
      </Signing>
    </Sheet>
  );
}

/** Signature lines that stay empty for the pen; who was named in the record stands under them. */
export function HandoverLines({ words, handover }: { words: Words; handover: TransportRecord['handover'] }) {
  return (
    <div className="fills pens">
      <Fill words={words} label="packet.handover.sender" span={6} />
      <Fill words={words} label="packet.handover.receiver" span={6} />
      <Fill words={words} label="packet.handover.senderName" value={handover.handedBy.trim()} span={4} />
      <Fill words={words} label="packet.handover.receiverName" value={handover.receivedBy.trim()} span={4} />
      <Fill
        words={words}
        label="packet.handover.handoverAt"
        value={handover.at === null ? '' : timeText(handover.at)}
        span={4}
      />
    </div>
  );
}

/** What was typed, or lines for the pen. */
function Written({ text, lines }: { text: string; lines: number }) {
  if (text.trim() !== '') return <p className="own-text">{text.trim()}</p>;
  return Array.from({ length: lines }, (_, line) => `line-${line + 1}`).map(line => (
    <div key={line} className="pen-line" />
  ));
}

function VitalRow({
  words,
  name,
  signs,
}: {
  words: Words;
  name: 'before' | 'onTheWay' | 'onArrival';
  signs: VitalSigns;
}) {
  return (
    <tr>
      <th scope="row">
        <Label words={words} of={`packet.handover.${name}`} />
        <span className="vital-time">{signs.at === null ? PEN_TIME : timeText(signs.at)}</span>
      </th>
      {vitalCells(signs).map((cell, column) => (
        <td key={VITALS[column]}>{cell}</td>
      ))}
    </tr>
  );
}

/** Ticks of one line; the text holds them apart by ｜, in the order of the codes. */
function Options({
  words,
  of,
  codes,
  chosen,
}: {
  words: Words;
  of: 'grades' | 'modes';
  codes: readonly string[];
  chosen: string | null;
}) {
  const key: TextKey = `packet.handover.${of}`;
  const { first, second } = words.pair(key);
  const seconds = of === 'modes' ? (second?.split('｜') ?? []) : []; // Ⅱ is II in both
  return first.split('｜').map((option, at) => (
    <Box key={option} ticked={codes[at] === chosen}>
      {option}
      {seconds[at] === undefined || seconds[at] === option ? null : (
        <span className="second" lang="en">
          {' '}
          {seconds[at]}
        </span>
      )}
    </Box>
  ));
}
