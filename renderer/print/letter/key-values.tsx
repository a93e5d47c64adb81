import type { FindingCode } from '../../../shared/records/finding.ts';
import { findingText } from '../../../shared/records/finding-wording.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { lastFinding, lastObservation } from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { FLAGS, labText, labUnit, timeText } from '../packet-wording.ts';
import { Label } from '../paper.tsx';
import type { Words } from '../words.ts';

/** Columns of the letter's table, in the order of the form. */
const LABS: readonly { code: LabCode; short: string }[] = [
  { code: 'TBIL', short: 'TBil' },
  { code: 'INR', short: 'INR' },
  { code: 'PTA', short: 'PTA' },
  { code: 'CREA', short: 'Cr' },
  { code: 'UREA', short: 'Urea' },
  { code: 'NA', short: 'Na' },
];
const FINDINGS: readonly { code: FindingCode; label: 'packet.lab.HE' | 'packet.lab.BLEED' }[] = [
  { code: 'he', label: 'packet.lab.HE' },
  { code: 'variceal_bleed', label: 'packet.lab.BLEED' },
];

/** The last value of each key item with its unit, flag and sample time; a word where there is none. */
export function KeyValues({ model, words }: { model: PacketModel; words: Words }) {
  const columns = [
    ...LABS.map(({ code, short }) => {
      const o = lastObservation(model, code);
      const shown = o && labText(model, o, words);
      return {
        key: code,
        head: <>{short}</>,
        unit: labUnit(code),
        value: shown?.value ?? words.text('packet.lab.never'),
        flag: shown?.flag ? FLAGS[shown.flag] : '',
        at: o?.sampledAt ?? null,
      };
    }),
    ...FINDINGS.map(({ code, label }) => {
      const finding = lastFinding(model, code);
      return {
        key: code,
        head: <Label words={words} of={label} />,
        unit: code === 'he' ? 'West Haven' : '',
        value: finding ? findingText(finding, words) : words.text('packet.lab.never'),
        flag: '',
        at: finding?.observedAt ?? null,
      };
    }),
  ];
  return (
    <table className="key-values">
      <thead>
        <tr>
          <th scope="row">
            <Label words={words} of="packet.letter.labs" />
          </th>
          {columns.map(column => (
            <th key={column.key} scope="col">
              {column.head} <span className="unit">{column.unit}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr className="numbers">
          <th scope="row">{words.text('packet.score.value')}</th>
          {columns.map(column => (
            <td key={column.key}>
              {column.value} <strong className="flag">{column.flag}</strong>
            </td>
          ))}
        </tr>
        <tr className="times">
          <th scope="row">
            <Label words={words} of="packet.letter.sampledAt" />
          </th>
          {columns.map(column => (
            <td key={column.key}>{column.at === null ? '–' : timeText(column.at)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
