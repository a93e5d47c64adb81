import type { PageProps } from './page-props.ts';
import { Box, Fill, Label, Part, Sheet } from './paper.tsx';
import type { Words } from './words.ts';

const VITALS = ['T', 'P', 'R', 'BP', 'SpO2', 'O2', 'GCS', 'urine', 'glucose', 'pain'] as const;
const ROWS_ON_THE_WAY = ['first', 'second', 'third', 'fourth'];
const PEN_LINES = ['first', 'second'];
const CARE = ['airway', 'vasoactive', 'lines', 'infusions', 'carried', 'safety'] as const;

/** P7: the journey, mostly blank lines for the pen of a nurse in a moving car. */
export function HandoverPage({ document: { model }, words }: PageProps) {
  const { ward, facility } = model;
  return (
    <Sheet model={model} words={words} title="packet.page.P7" name="handover" isOnePage>
      <p className="journey">
        {facility.name} {facility.phone} <strong>→</strong>{' '}
        {ward ? `${ward.facilityName} ${ward.wardName} ${ward.phone}` : words.text('packet.letter.noWard')}
      </p>
      <Part words={words} title="packet.handover.transport">
        <div className="fills pens">
          <Fill
            words={words}
            label="packet.handover.riskGrade"
            value={<Options words={words} of="grades" />}
            span={4}
          />
          <Fill words={words} label="packet.handover.mode" value={<Options words={words} of="modes" />} span={8} />
          <Fill words={words} label="packet.handover.departure" span={4} />
          <Fill words={words} label="packet.handover.eta" span={4} />
          <Fill words={words} label="packet.handover.arrival" span={4} />
          <Fill words={words} label="packet.handover.plate" span={4} />
          <Fill words={words} label="packet.handover.distance" span={8} />
          <Fill words={words} label="packet.handover.escortDoctor" span={6} />
          <Fill words={words} label="packet.handover.escortNurse" span={6} />
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
            <VitalRow words={words} name="before" />
            {ROWS_ON_THE_WAY.map(row => (
              <VitalRow key={row} words={words} name="onTheWay" />
            ))}
            <VitalRow words={words} name="onArrival" />
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
                <td />
              </tr>
            ))}
            <tr>
              <th scope="row">
                <Label words={words} of="packet.handover.infection" />
              </th>
              <td />
            </tr>
          </tbody>
        </table>
      </Part>
      <Part words={words} title="packet.handover.events">
        {PEN_LINES.map(line => (
          <div key={line} className="pen-line" />
        ))}
      </Part>
      <Part words={words} title="packet.handover.documents">
        <div className="pen-line" />
      </Part>
      <Part words={words} title="packet.handover.handover">
        <div className="fills pens">
          <Fill words={words} label="packet.handover.handoverAt" span={4} />
          <Fill words={words} label="packet.handover.sender" span={4} />
          <Fill words={words} label="packet.handover.receiver" span={4} />
        </div>
      </Part>
    </Sheet>
  );
}

function VitalRow({ words, name }: { words: Words; name: 'before' | 'onTheWay' | 'onArrival' }) {
  return (
    <tr>
      <th scope="row">
        <Label words={words} of={`packet.handover.${name}`} />
      </th>
      {VITALS.map(vital => (
        <td key={vital} />
      ))}
    </tr>
  );
}

/** Ticks of one line; the text holds them apart by ｜. */
function Options({ words, of }: { words: Words; of: 'grades' | 'modes' }) {
  return words
    .pair(`packet.handover.${of}`)
    .first.split('｜')
    .map(option => <Box key={option}>{option}</Box>);
}
