import { type QuantityKey, quantitySpec } from './analytes.ts';
import { roundHalfUp } from './rounding.ts';

/**
 * Confusion checks at entry (clinical.md 12, [ENG]). Each one asks and names the likely unit; nothing is converted.
 * Texts: `clinical.slip` in shared/i18n.
 */
export type SlipKey = QuantityKey | 'dbil' | 'k';

export type SlipId =
  | 'mg-dl'
  | 'mg-dl-bun'
  | 'g-dl'
  | 'pt-seconds'
  | 'pta-percent'
  | 'inr-typed'
  | 'pta-inr-swapped'
  | 'per-ul'
  | 'percentage'
  | 'neutrophils-above-white-cells'
  | 'kpa'
  | 'pressures-swapped'
  | 'metres'
  | 'jin'
  | 'direct-above-total'
  | 'haemolysis'
  | 'adults-only'
  | 'outside-hard'
  | 'outside-usual';

export interface SlipQuestion {
  readonly key: SlipKey;
  readonly id: SlipId;
  /** The value as typed, in the SI unit that the field stands for. */
  readonly typed: number;
  /** The unit it was probably read in; null where the question is another one. */
  readonly likelyUnit: string | null;
  /** What the typed number would be in SI if that is so: shown in the question, never entered. */
  readonly wouldBe: number | null;
}

/** Values on the form in SI, as typed; only what is known. */
export type SlipValues = { readonly [K in SlipKey]?: number };

export interface SlipContext {
  /** Jaundice ticked among the presenting signs. */
  readonly hasJaundice?: boolean;
}

interface SlipCheck {
  readonly keys: readonly SlipKey[];
  readonly id: SlipId;
  readonly likelyUnit?: string;
  /** Conversion of the suspected unit, for the text of the question only. */
  readonly wouldBe?: (typed: number) => number;
  readonly isSuspect: (typed: number, values: SlipValues, context: SlipContext) => boolean;
}

const isBetween = (x: number, low: number, high: number): boolean => x >= low && x <= high;
const OBESE_BMI = 40; // kg/m²; a weight in jin doubles the index

const checks: readonly SlipCheck[] = [
  { keys: ['age'], id: 'adults-only', isSuspect: x => x < 18 },
  {
    keys: ['tbil'],
    id: 'mg-dl',
    likelyUnit: 'mg/dL',
    wouldBe: x => x * 17.1,
    isSuspect: (x, { inr = 0 }, { hasJaundice = false }) => x < 40 && (hasJaundice || inr >= 1.5),
  },
  { keys: ['dbil'], id: 'direct-above-total', isSuspect: (x, { tbil }) => tbil !== undefined && x > tbil },
  {
    keys: ['crea', 'crea_baseline', 'crea_48h_ago'],
    id: 'mg-dl',
    likelyUnit: 'mg/dL',
    wouldBe: x => x * 88.4,
    isSuspect: x => x < 20,
  },
  {
    keys: ['urea'],
    id: 'mg-dl-bun',
    likelyUnit: 'mg/dL{BUN}',
    wouldBe: x => x / 2.801,
    isSuspect: (x, { crea }) => x > 40 && crea !== undefined && crea < 200,
  },
  { keys: ['alb'], id: 'g-dl', likelyUnit: 'g/dL', wouldBe: x => x * 10, isSuspect: x => x < 7 },
  { keys: ['inr'], id: 'pt-seconds', likelyUnit: 's', isSuspect: x => x >= 10 && x < 20 },
  { keys: ['inr'], id: 'pta-percent', likelyUnit: '%', isSuspect: x => isBetween(x, 20, 120) },
  { keys: ['pta'], id: 'inr-typed', likelyUnit: '1', isSuspect: (x, { inr }) => x < 7 && inr === undefined },
  { keys: ['pta'], id: 'pta-inr-swapped', isSuspect: (x, { inr }) => inr !== undefined && x > 70 && inr >= 1.5 },
  { keys: ['k'], id: 'haemolysis', isSuspect: x => x > 6.5 },
  { keys: ['wbc'], id: 'per-ul', likelyUnit: '/uL', wouldBe: x => x / 1000, isSuspect: x => x > 300 },
  { keys: ['neut'], id: 'percentage', likelyUnit: '%', isSuspect: x => isBetween(x, 30, 100) },
  {
    keys: ['neut'],
    id: 'neutrophils-above-white-cells',
    isSuspect: (x, { wbc }) => wbc !== undefined && x > wbc && !isBetween(x, 30, 100),
  },
  {
    keys: ['lac'],
    id: 'mg-dl',
    likelyUnit: 'mg/dL',
    wouldBe: x => x / 9.008,
    isSuspect: x => isBetween(x, 15, 150),
  },
  {
    keys: ['sbp', 'dbp', 'map'],
    id: 'kpa',
    likelyUnit: 'kPa',
    wouldBe: x => x * 7.50062, // mmHg per kPa
    isSuspect: x => isBetween(x, 4, 25),
  },
  { keys: ['sbp'], id: 'pressures-swapped', isSuspect: (x, { dbp }) => dbp !== undefined && x <= dbp },
  { keys: ['height'], id: 'metres', likelyUnit: 'm', wouldBe: x => x * 100, isSuspect: x => isBetween(x, 1, 2.3) },
  {
    keys: ['weight'],
    id: 'jin',
    likelyUnit: '斤',
    wouldBe: x => x * 0.5,
    isSuspect: (x, { height }) => height !== undefined && x / (height / 100) ** 2 >= OBESE_BMI,
  },
];

function question(key: SlipKey, typed: number, check: Pick<SlipCheck, 'id' | 'likelyUnit' | 'wouldBe'>): SlipQuestion {
  const { id, likelyUnit, wouldBe } = check;
  return {
    ...{ key, id, typed, likelyUnit: likelyUnit ?? null },
    wouldBe: wouldBe === undefined ? null : roundHalfUp(wouldBe(typed), 2),
  };
}

function rangeQuestion(key: SlipKey, typed: number): SlipQuestion | null {
  if (key === 'dbil' || key === 'k') return null; // their limits are those of the laboratory catalogue
  const { hard, usual } = quantitySpec(key);
  if (!isBetween(typed, hard[0], hard[1])) return question(key, typed, { id: 'outside-hard' });
  if (usual !== null && !isBetween(typed, usual[0], usual[1])) return question(key, typed, { id: 'outside-usual' });
  return null;
}

/**
 * The questions to ask about what is on the form. A named suspicion comes instead of the plain range question.
 * The answer is the clinician's: keep the value, correct it, or choose another unit for the whole column.
 */
export function slipQuestions(values: SlipValues, context: SlipContext = {}): SlipQuestion[] {
  const questions: SlipQuestion[] = [];
  for (const [name, typed] of Object.entries(values)) {
    const key = name as SlipKey; // the type of `values` has no other keys
    if (typed === undefined) continue;
    const suspicions = checks.filter(check => check.keys.includes(key) && check.isSuspect(typed, values, context));
    for (const check of suspicions) questions.push(question(key, typed, check));
    const range = suspicions.length === 0 ? rangeQuestion(key, typed) : null;
    if (range !== null) questions.push(range);
  }
  return questions;
}

export interface OxygenReading {
  /** PaO2 mmHg, or SpO2 in percent. */
  readonly oxygen: number;
  /** Fraction 0.21–1.0. */
  readonly fio2: number;
}

export type OxygenProblem = 'fio2-is-percent' | 'fio2-out-of-range' | 'spo2-out-of-range';

/** Limits of SpO2 (40–100 %) and FiO2 (0.21–1.0); an FiO2 of 21–100 is asked about as a percentage. */
export function oxygenProblem({ oxygen, fio2 }: OxygenReading, kind: 'pf' | 'sf'): OxygenProblem | null {
  if (isBetween(fio2, 21, 100)) return 'fio2-is-percent';
  if (!isBetween(fio2, 0.21, 1)) return 'fio2-out-of-range';
  return kind === 'sf' && !isBetween(oxygen, 40, 100) ? 'spo2-out-of-range' : null;
}

/** P/F or S/F from a reading without a problem. */
export function oxygenRatio({ oxygen, fio2 }: OxygenReading): number {
  return oxygen / fio2;
}
