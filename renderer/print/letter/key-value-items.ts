import type { FindingCode } from '../../../shared/records/finding.ts';
import { findingText } from '../../../shared/records/finding-wording.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import type { RangeFlag } from '../../../shared/records/reference-range.ts';
import { lastFinding, lastObservation } from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { type LabText, labText, labUnit } from '../packet-wording.ts';
import type { Words } from '../words.ts';

/** The letter's key items, in the order of the form. */
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

export interface KeyValueItem {
  readonly key: string;
  /** `second` is the English where both languages are printed. */
  readonly name: { readonly first: string; readonly second: string | null };
  readonly unit: string;
  /** As measured or found, or the word that stands in its place. */
  readonly value: string;
  /** `△`: within 48 h of a treatment that distorts it. */
  readonly mark: LabText['mark'];
  readonly flag: RangeFlag | null;
  readonly isConverted: boolean;
  /** Sampled or observed; null where there is no record. */
  readonly at: string | null;
}

/** The last value of each key item. */
export function keyValueItems(model: PacketModel, words: Words): KeyValueItem[] {
  const never = words.text('packet.lab.never');
  return [
    ...LABS.map(({ code, short }) => {
      const o = lastObservation(model, code);
      const shown = o && labText(model, o, words);
      return {
        key: code,
        name: { first: short, second: null },
        unit: labUnit(code),
        value: shown?.value ?? never,
        mark: shown?.mark ?? '',
        flag: shown?.flag ?? null,
        isConverted: false, // the legend of `#` is on P3; the number here is in the unit of its head
        at: o?.sampledAt ?? null,
      };
    }),
    ...FINDINGS.map(({ code, label }) => {
      const finding = lastFinding(model, code);
      return {
        key: code,
        name: words.pair(label),
        unit: code === 'he' ? 'West Haven' : '',
        value: finding ? findingText(finding, words) : never,
        mark: '' as const,
        flag: null,
        isConverted: false,
        at: finding?.observedAt ?? null,
      };
    }),
  ];
}
