import type { PageProps } from './page-props.ts';
import { Fill, Label, Sheet } from './paper.tsx';

const GROUPS = {
  paper: ['letter', 'consent', 'history', 'labs', 'identity', 'transfusion'],
  images: ['ultrasound', 'ct', 'mri', 'endoscopy', 'chest', 'elastography', 'ecg', 'pathology'],
  samples: ['blood', 'ascites', 'usb'],
} as const;
const OTHER_LINES = ['other-1', 'other-2', 'other-3'];

/** P8: what travels with the patient, ticked by the sender and again by the receiver. */
export function ChecklistPage({ document: { model }, words }: PageProps) {
  return (
    <Sheet model={model} words={words} title="packet.page.P8" name="checklist" isOnePage>
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
                <BlankCells />
              </tr>
            ))}
          </tbody>
        ))}
        <tbody>
          {OTHER_LINES.map(line => (
            <tr key={line}>
              <td>
                <Label words={words} of="packet.checklist.others" />
              </td>
              <BlankCells />
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

function BlankCells() {
  return (
    <>
      <td />
      <td>
        <span className="tick-box" />
      </td>
      <td>
        <span className="tick-box" />
      </td>
      <td />
    </>
  );
}
