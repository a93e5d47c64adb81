import { interferenceAt } from '../../shared/clinical/interference.ts';
import { labItem, unitText } from '../../shared/records/lab-catalogue.ts';
import { maskIdentity } from '../../shared/records/masking.ts';
import type { LabCode, Observation } from '../../shared/records/observation.ts';
import { type RangeFlag, rangeFlag, rangeInUse } from '../../shared/records/reference-range.ts';
import { wallClock } from '../../shared/records/time.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { type Words, wordsOf } from './words.ts';

/** How the facts of a packet read on paper. Pure; times are the hospital's wall clock with the full year. */

export function ageText({ patient }: PacketModel, words: Words): string {
  if (patient.ageYears === null) return words.text('packet.unknown');
  const isEstimated = patient.birthDate === null;
  return words.text(isEstimated ? 'packet.yearsEstimated' : 'packet.years', { n: patient.ageYears });
}

export const sexText = ({ patient }: PacketModel, words: Words): string => words.text(`patient.sex.${patient.sex}`);

/** The fixed sentence of a form, each language with its own words for the patient. */
export function sentenceText(
  sentence: 'packet.letter.sentence' | 'packet.return.sentence',
  model: PacketModel,
  words: Words,
): string {
  const each = words.language === 'both' ? [wordsOf('zh'), wordsOf('en')] : [words];
  return each
    .map(own => own.text(sentence, { name: model.patient.name, sex: sexText(model, own), age: ageText(model, own) }))
    .join(' ');
}

/** Kind and masked number, e.g. 居民身份证 110105********002X. */
export function identityText({ patient: { identity } }: PacketModel, words: Words): string {
  const kind = words.text(`patient.identityKind.${identity.kind}`);
  if (identity.kind === 'none') return kind;
  return `${kind} ${identity.number === '' ? words.text('packet.unknown') : maskIdentity(identity.number)}`;
}

/** The first hospital number there is; blank = none, a line for the pen. */
export const hospitalNumber = ({ patient: { hospitalNumbers: n } }: PacketModel): string =>
  n.inpatient || n.outpatient || n.record;

const MINUTE_MS = 60_000;

/** Whole hours and minutes of a duration that is not negative. */
export function durationText(ms: number, words: Words): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  return words.t('packet.duration', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** Hours from T0 with sign, e.g. `+13.4 h`. */
export const fromT0Text = (hours: number): string => `${hours < 0 ? '−' : '+'}${Math.abs(hours).toFixed(1)} h`;

export interface LabText {
  /** The number as measured, or the word that stands in its place. */
  readonly value: string;
  readonly flag: RangeFlag | null;
  /** Recorded in another unit. */
  readonly isConverted: boolean;
  readonly isNumber: boolean;
  /** `△` for a number within 48 h of a treatment that distorts it: nobody may read recovery from it. */
  readonly mark: '△' | '';
}

const person = ({ patient }: Pick<PacketModel, 'patient'>) => ({ sex: patient.sex, ageYears: patient.ageYears });

export function labText(model: Pick<PacketModel, 'patient' | 'treatments'>, o: Observation, words: Words): LabText {
  const { valueSi, comparator, code, sampledAt, range } = o;
  if (valueSi === null) {
    const word = o.text ?? o.missing ?? 'unknown';
    return { value: words.pair(`packet.lab.${word}`).first, flag: null, isConverted: false, isNumber: false, mark: '' };
  }
  const isConverted = o.enteredValue === null || !isSameUnit(o.enteredUnit, labItem(code).unit);
  const number = isConverted ? siText(valueSi) : (o.enteredValue ?? '');
  return {
    value: `${comparator === null ? '' : COMPARATORS[comparator]}${number}`,
    flag: rangeFlag(rangeInUse(code, person(model), range), valueSi, comparator),
    isConverted,
    isNumber: true,
    mark: interferenceAt(code, sampledAt, model.treatments) === null ? '' : '△',
  };
}

const COMPARATORS = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

const isSameUnit = (entered: string, si: string): boolean =>
  entered.replace(/[\u00b5\u03bc]/g, 'u').trim() === si || (si === '1' && entered.trim() === '');

/** A converted value: as many digits as a laboratory prints, never an exponent below 10⁶. */
function siText(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Math.abs(value) >= 1e6 ? value.toExponential(2) : String(Number(value.toFixed(digits)));
}

/** `↑H`, `↓L`: shape and letter, since a copy has no colour. */
export const FLAGS: Readonly<Record<RangeFlag, string>> = { high: '↑H', low: '↓L' };

/** The range that the laboratory printed last, with `*`; else the catalogue's; `–` where nobody gave one. */
export function rangeText(model: Pick<PacketModel, 'patient' | 'observations'>, code: LabCode): string {
  const range = rangeInUse(code, person(model), lastPrintedRange(model, code));
  if (range === null) return '–';
  const { low, high, highExclusive } = range;
  const mark = range.source === 'laboratory' ? '*' : '';
  if (low !== null && high !== null) return `${low}–${high}${mark}`;
  if (high !== null) return `${highExclusive ? '<' : '≤'}${high}${mark}`;
  return low === null ? '–' : `≥${low}${mark}`;
}

export const lastPrintedRange = ({ observations }: Pick<PacketModel, 'observations'>, code: LabCode) =>
  observations
    .filter(o => o.code === code && o.voidedAt === null && o.range)
    .toSorted((a, b) => Date.parse(a.sampledAt) - Date.parse(b.sampledAt))
    .at(-1)?.range ?? null;

/** As laboratories print them, where the catalogue's code is not that. */
const ABBREVIATIONS: Readonly<Partial<Record<LabCode, string>>> = {
  NA: 'Na',
  NEUT_PCT: 'NEUT%',
  PROCT: 'PCT',
  NH3: 'NH₃',
  HBVDNA: 'HBV DNA',
  HBSAG: 'HBsAg',
};

/** Name and abbreviation as on a laboratory report, e.g. 总胆红素 TBIL. Never an abbreviation alone: PCT means two things. */
export function labName(code: LabCode, words: Words): { first: string; second: string | null } {
  const { names } = labItem(code);
  const short = ABBREVIATIONS[code] ?? code;
  const named = (name: string) => {
    const plain = name.replaceAll(' ', '').toUpperCase();
    return plain.includes(short.replaceAll(' ', '').toUpperCase()) ? name : `${name} ${short}`;
  };
  if (words.language === 'en') return { first: named(names.en), second: null };
  return { first: named(names['zh-CN']), second: words.language === 'both' ? names.en : null };
}

/** Counts with their sign of multiplication: beside a number `10⁹/L` alone reads as a second number. */
export const labUnit = (code: LabCode): string => unitText(labItem(code).unit).replace(/^10/, '×10');

/** Always with the full year: paper is read years later. */
export const timeText = (instant: string): string => wallClock(instant);
