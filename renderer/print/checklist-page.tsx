import type { TransportRecord } from '../../shared/referral/transport-record.ts';
import { departureOnPaper } from './departure-on-paper.ts';
import { HandoverLines } from './handover-page.tsx';
import { timeText } from './packet-wording.ts';
import type { PageProps } from './page-props.ts';
import { Label, Newer, Sheet, Signing, Tick } from './paper.tsx';
import { withoutEnd } from './transport-wording.ts';
import type { TextKey } from './words.ts';

const GROUPS = {
  paper: ['letter', 'consent', 'history', 'labs', 'idCard', 'insuranceCard', 'transfusion'],
  images: ['ultrasound', 'ct', 'mri', 'endoscopy', 'chest', 'elastography', 'ecg', 'pathology'],
  samples: ['blood', 'ascites', 'usb'],
} as const;
/** What a ticked item of the transport record is on this list. */
const CARRIED_AS: Readonly<Record<TransportRecord['carried']['items'][number], readonly string[]>> = {
  'referral-form': ['letter'],
  records: ['history'],
  'lab-results': ['labs'],
  images: [], // a row of its own: which of them is for the pen
  specimens: [],
  'id-card': ['idCard'],
  'insurance-card': ['insuranceCard'],
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
            {recordedIn(group, transport.carried).map(row => (
              <tr key={row.key}>
                <td className="own-text">{row.text ?? <Label words={words} of={row.label} />}</td>
                <Cells handedOver remark={row.text === null ? words.text('packet.checklist.whichByPen') : ''} />
              </tr>
            ))}
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
      <Signing model={model} words={words} title="packet.page.P8">
        <HandoverLines words={words} handover={transport.handover} />
      </Signing>
    </Sheet>
  );
}

/**
 * Images and samples are recorded as carried without saying which: a ticked row heads their group, so that nobody reads
 * that none came. The words of the record stand under the images where images are carried, else under samples and others.
 */
function recordedIn(
  group: keyof typeof GROUPS,
  { items, text }: TransportRecord['carried'],
): { key: string; label: TextKey; text: string | null }[] {
  const rows: { key: string; label: TextKey; text: string | null }[] = [];
  const kind = RECORDED_AS[group];
  if (kind && items.includes(kind)) rows.push({ key: kind, label: `packet.checklist.alongside.${kind}`, text: null });
  const written = withoutEnd(text);
  const ownGroup = items.includes('images') ? 'images' : 'samples';
  if (written !== '' && group === ownGroup) rows.push({ key: 'own', label: 'packet.checklist.item', text: written });
  return rows;
}

const RECORDED_AS = { paper: null, images: 'images', samples: 'specimens' } as const;

/** Copies, the two ticks, remark. */
function Cells({ handedOver = false, remark = '' }: { handedOver?: boolean; remark?: string }) {
  return (
    <>
      <td />
      <td>
        <span className="tick-box">{handedOver ? <Tick /> : null}</span>
      </td>
      <td>
        <span className="tick-box" />
      </td>
      <td className="note">{remark}</td>
    </>
  );
}
