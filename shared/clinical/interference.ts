import type { LabCode } from '../records/observation.ts';
import type { Treatment } from '../records/treatment.ts';
import type { TreatmentKind } from '../records/treatment-kind.ts';
import type { SessionModality } from '../records/treatment-particulars.ts';
import type { InputKey } from './analytes.ts';

/**
 * Treatments that change a laboratory value by themselves, so that it looks like recovery (clinical.md 13, [ENG]).
 * `exclude`: hollow on the chart, left out of slopes and of "improved". `mark`: marked only.
 */
export interface InterferenceRule {
  readonly kind: TreatmentKind;
  readonly codes: readonly LabCode[];
  readonly effect: 'exclude' | 'mark';
}

export const interferenceRules: readonly InterferenceRule[] = [
  { kind: 'plasma-exchange', codes: ['TBIL', 'DBIL', 'INR', 'PT', 'PTA', 'FIB', 'ALB'], effect: 'exclude' },
  { kind: 'dpmas', codes: ['TBIL', 'DBIL'], effect: 'exclude' }, // and other adsorption
  { kind: 'plasma', codes: ['INR', 'PT', 'PTA', 'FIB'], effect: 'exclude' },
  { kind: 'red-cells', codes: ['HGB'], effect: 'exclude' },
  { kind: 'albumin', codes: ['ALB'], effect: 'mark' },
  { kind: 'vitamin-k', codes: ['INR', 'PT', 'PTA'], effect: 'mark' },
  { kind: 'renal-replacement', codes: ['CREA', 'UREA', 'K', 'NA'], effect: 'mark' },
];

export const INTERFERENCE_HOURS = 48;
const HOUR_MS = 3_600_000;

export type TimedTreatment = Pick<Treatment, 'kind' | 'startedAt' | 'endedAt' | 'voidedAt' | 'particulars'>;

/** What each way of artificial liver does to the values; what is not known counts as a plasma treatment. */
const KIND_OF_MODALITY: Readonly<Record<SessionModality, TreatmentKind>> = {
  'plasma-exchange': 'plasma-exchange',
  dpmas: 'dpmas',
  'dpmas-low-volume-exchange': 'plasma-exchange',
  'plasma-adsorption': 'dpmas',
  cvvh: 'renal-replacement',
  'li-nbal': 'plasma-exchange',
  other: 'plasma-exchange',
};

/** The rules' kinds that a treatment acts by: its own, and for a session what was done in it. */
function actingKinds({ kind, particulars }: Pick<TimedTreatment, 'kind' | 'particulars'>): TreatmentKind[] {
  if (particulars?.form !== 'artificial-liver') return kind === 'artificial-liver' ? ['plasma-exchange'] : [kind];
  const { modalities, plasmaMl, substituteAlbuminG } = particulars;
  return [
    kind,
    ...modalities.map(modality => KIND_OF_MODALITY[modality]),
    ...((plasmaMl ?? 0) > 0 ? (['plasma'] as const) : []),
    ...((substituteAlbuminG ?? 0) > 0 ? (['albumin'] as const) : []),
  ];
}

export interface Interference {
  readonly effect: 'exclude' | 'mark';
  readonly kind: TreatmentKind;
  readonly startedAt: string;
}

/** 48 h after the end; Infinity for continuous renal replacement without an end, which is still running. */
function untilMs(treatment: TimedTreatment): number {
  const { startedAt, endedAt } = treatment;
  if (endedAt === null && actingKinds(treatment).includes('renal-replacement')) return Number.POSITIVE_INFINITY;
  return Date.parse(endedAt ?? startedAt) + INTERFERENCE_HOURS * HOUR_MS;
}

/** After the start: what was drawn before the treatment began is undisturbed. */
function isWithin(treatment: TimedTreatment, atMs: number): boolean {
  return atMs > Date.parse(treatment.startedAt) && atMs <= untilMs(treatment);
}

const EFFECTS = ['exclude', 'mark'] as const;

/** A treatment under whose influence a sample drawn now would stand. */
export interface RunningInterference {
  readonly rule: InterferenceRule;
  readonly startedAt: string;
  /** Null while it is still running. */
  readonly until: string | null;
}

/** Every treatment that disturbs values at `now`, the one that lasts longest first. */
export function interferencesAt(now: string, treatments: readonly TimedTreatment[]): RunningInterference[] {
  const nowMs = Date.parse(now);
  return treatments
    .filter(treatment => treatment.voidedAt === null && isWithin(treatment, nowMs))
    .flatMap(treatment => {
      const { kind, startedAt } = treatment;
      const disturbed = disturbedCodes(treatment);
      const rules = EFFECTS.map(effect => ({ kind, codes: disturbed[effect], effect }));
      return rules
        .filter(({ codes }) => codes.length > 0)
        .map(rule => ({ rule, startedAt, endMs: untilMs(treatment) }));
    })
    .toSorted((a, b) => (a.endMs === b.endMs ? 0 : b.endMs - a.endMs))
    .map(({ rule, startedAt, endMs }) => ({
      rule,
      startedAt,
      until: Number.isFinite(endMs) ? new Date(endMs).toISOString() : null,
    }));
}

/** What a treatment does to one analyte, an exclusion before a mark. */
function effectOn(
  code: LabCode,
  treatment: Pick<TimedTreatment, 'kind' | 'particulars'>,
): InterferenceRule['effect'] | null {
  const kinds = actingKinds(treatment);
  const effects = interferenceRules.flatMap(({ kind, codes, effect }) =>
    kinds.includes(kind) && codes.includes(code) ? [effect] : [],
  );
  return effects.includes('exclude') ? 'exclude' : (effects[0] ?? null);
}

/** Which analytes a treatment disturbs, and how; an analyte that is excluded is not also marked. */
export function disturbedCodes(treatment: Pick<TimedTreatment, 'kind' | 'particulars'>): {
  exclude: LabCode[];
  mark: LabCode[];
} {
  const codes = [...new Set(interferenceRules.flatMap(rule => rule.codes))];
  const withEffect = (wanted: InterferenceRule['effect']) => codes.filter(code => effectOn(code, treatment) === wanted);
  return { exclude: withEffect('exclude'), mark: withEffect('mark') };
}

/** The time in which one treatment disturbs an analyte, ms since epoch. */
interface Disturbance extends Interference {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Every stretch in which treatments disturb one analyte: made once for a whole course of values. */
export function disturbancesOf(code: LabCode, treatments: readonly TimedTreatment[]): Disturbance[] {
  return treatments.flatMap(treatment => {
    const { kind, startedAt, voidedAt } = treatment;
    const effect = voidedAt === null ? effectOn(code, treatment) : null;
    return effect === null
      ? []
      : [{ effect, kind, startedAt, fromMs: Date.parse(startedAt), untilMs: untilMs(treatment) }];
  });
}

/** The disturbance that a sample stands under, an excluding one before a marking one; null for an undisturbed one. */
export function disturbanceAt(sampledAtMs: number, disturbances: readonly Disturbance[]): Interference | null {
  let marked: Interference | null = null;
  for (const disturbance of disturbances) {
    if (sampledAtMs <= disturbance.fromMs || sampledAtMs > disturbance.untilMs) continue;
    const { effect, kind, startedAt } = disturbance;
    if (effect === 'exclude') return { effect, kind, startedAt };
    marked ??= { effect, kind, startedAt };
  }
  return marked;
}

/** The treatment that disturbs this value, an excluding one before a marking one; null for an undisturbed value. */
export const interferenceAt = (
  code: LabCode,
  sampledAt: string,
  treatments: readonly TimedTreatment[],
): Interference | null => disturbanceAt(Date.parse(sampledAt), disturbancesOf(code, treatments));

const HIDES_IMPROVEMENT: readonly TreatmentKind[] = ['plasma-exchange', 'plasma', 'red-cells'];

/** For 48 h after plasma exchange or transfusion nobody may read "improved", whatever the analyte. */
export function isImprovementSuppressed(at: string, treatments: readonly TimedTreatment[]): boolean {
  const atMs = Date.parse(at);
  return treatments.some(
    treatment =>
      treatment.voidedAt === null &&
      actingKinds(treatment).some(kind => HIDES_IMPROVEMENT.includes(kind)) &&
      isWithin(treatment, atMs),
  );
}

/** The laboratory code behind each measured input. */
export const labCodeOfInput: { readonly [K in InputKey]?: LabCode } = {
  tbil: 'TBIL',
  crea: 'CREA',
  urea: 'UREA',
  alb: 'ALB',
  inr: 'INR',
  pta: 'PTA',
  na: 'NA',
  wbc: 'WBC',
  neut: 'NEUT',
  lac: 'LAC',
};
