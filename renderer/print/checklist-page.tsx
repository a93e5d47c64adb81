import type { TransportRecord } from '../../shared/referral/transport-record.ts';
import { departureOnPaper } from './departure-on-paper.ts';
import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Fill, Label, Newer, Sheet } from './paper.tsx';

const GROUPS = {
  paper: ['letter', 'consent', 'history', 'labs', 'identity', 'transfusion'],
  images: ['ultrasound', 'ct', 'mri', 'endoscopy', 'chest', 'elastography', 'ecg', 'pathology'],
  samples: ['blood', 'ascites', 'usb'],
} as const;
/** What a ticked item of the transport record is on this list. */
const CARRIED_AS: Readonly<Record<TransportRecord['carried']['items'][number], readonly string[]>> = {
  'referral-form': ['letter'],
  records: ['history'],
  'lab-results': ['labs'],
  images: [], // which of them is for the pen
  specimens: [],
  'id-card': ['identity'],
  'insurance-card': ['identity'],
  consent: ['consent'],
};
const OTHER_LINES = ['other-1', 'other-2', 'other-3'];

/** P8: what travels with the patient, ticked by the sender and again by the receiver. */
export function ChecklistPage({ document, words }: PageProps) {
  const { model } = document;
  const { transport, newerAt } = departureOnPaper(document);
  const isCarried = (item: string) => transport.carried.items.some(given => CARRIED_AS[given].some(as => as === item));
  return (
    <Sheet model={model} words={words} title="packet.page.P8" name="checklist" isOnePage>
      <Newer at={newerAt} words={words} />
      <p className="note">
        <Label words={words} of="packet.checklist.intro" />
      </p>
      <table className="checklist-table">
        <thead>
          <tr>
            {(['item', 'copies', 'handedOver', 'received', 'remark'] as const).map(column => (
              <th key={column} scope="col">
                <Label words={words} of={`packet.checklist.${column}`} />
              </th>
            ))}
          </tr>
        </thead>
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map(group => (
          <tbody key={group}>
            <tr>
              <th colSpan={5} scope="rowgroup" className="group">
                <Label words={words} of={`packet.checklist.${group}`} />
              </th>
            </tr>
            {GROUPS[group].map(item => (
              <tr key={item}>
                <td>
                  <Label words={words} of={`packet.checklist.items.${item}`} />
                </td>
                <Cells handedOver={isCarried(item)} />
              </tr>
            ))}
          </tbody>
        ))}
        <tbody>
          {transport.carried.text.trim() === '' ? null : (
            <tr>
              <td className="own-text">{transport.carried.text.trim()}</td>
              <Cells handedOver />
            </tr>
          )}
          {model.attachments.map(file => (
            <tr key={file.id}>
              <td>{file.title}</td>
              <Cells remark={words.text('packet.checklist.attached', { at: timeText(file.addedAt) })} />
            </tr>
          ))}
          {OTHER_LINES.map(line => (
            <tr key={line}>
              <td>
                <Label words={words} of="packet.checklist.others" />
              </td>
              <Cells />
            </tr>
          ))}
        </tbody>
      </table>
      <div className="fills pens">
        <Fill words={words} label="packet.handover.sender" span={4} />
        <Fill words={words} label="packet.handover.receiver" span={4} />
        <Fill words={words} label="packet.handover.handoverAt" span={4} />
      </div>
    </Sheet>
  );
}

/** Copies, the two ticks, remark. */
function Cells({ handedOver = false, remark = '' }: { handedOver?: boolean; remark?: string }) {
  return (
    <>
      <td />
      <td>
        <span className="tick-box">{handedOver ? '√' : ''}</span>
      </td>
      <td>
        <span className="tick-box" />
      </td>
      <td className="note">{remark}</td>
    </>
  );
}
