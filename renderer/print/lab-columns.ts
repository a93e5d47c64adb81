import { disturbanceAt, disturbancesOf } from '../../shared/clinical/interference.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type LabCode, type Observation } from '../../shared/records/observation.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';

export interface LabTable {
  /** Sample times shown, oldest first; at most ten. */
  readonly times: readonly string[];
  /** Sample times that did not find room. */
  readonly leftOut: number;
  readonly rows: readonly { readonly code: LabCode; readonly cells: readonly (Observation | null)[] }[];
}

type Course = Pick<PacketModel, 'observations' | 'treatments' | 'assessments'>;

const MAX_COLUMNS = 10;

/** Whose worst value is never left out, the gravest first. */
const WATCHED: readonly LabCode[] = ['TBIL', 'INR', 'CREA', 'NA', 'LAC', 'NH3', 'PTA'];
const WATCHED_SCORE = 'meld3';
/** Of treatments that reset it, bilirubin shows what was before and what after. */
const RESET: LabCode = 'TBIL';

/** The cumulative table: items in their fixed order, sample times as columns. */
export function labTable(course: Course): LabTable {
  const byTime = new Map<number, Observation[]>();
  for (const o of course.observations.filter(({ voidedAt }) => voidedAt === null)) {
    const at = Date.parse(o.sampledAt);
    byTime.set(at, [...(byTime.get(at) ?? []), o]);
  }
  const all = [...byTime.keys()].sort((a, b) => a - b);
  const shown = spreadOut(all, tellingTimes(course));
  return {
    times: shown.map(at => byTime.get(at)?.[0]?.sampledAt ?? ''),
    leftOut: all.length - shown.length,
    rows: LAB_CODES.flatMap(code => {
      const cells = shown.map(at => newestEntry(byTime.get(at) ?? [], code));
      return cells.some(cell => cell !== null) ? [{ code, cells }] : [];
    }),
  };
}

/** Of two rows of one item at one sample time, the one recorded last. */
function newestEntry(rows: readonly Observation[], code: LabCode): Observation | null {
  return rows
    .filter(o => o.code === code)
    .reduce<Observation | null>((best, o) => (best === null || o.recordedAt >= best.recordedAt ? o : best), null);
}

/** The numbers of an item as they stand, oldest first. */
export function numbersOf(observations: readonly Observation[], code: LabCode): Observation[] {
  const present = observations.filter(o => o.code === code && o.voidedAt === null);
  return [...Map.groupBy(present, o => Date.parse(o.sampledAt))]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, rows]) => newestEntry(rows, code) ?? [])
    .filter(o => o.valueSi !== null);
}

/** Low is the bad side of sodium in liver failure, besides what the catalogue says. */
export const isLowWorse = (code: LabCode): boolean => code === 'NA' || labItem(code).lowIsBad;

/** The worst number of an item; of equal ones a limit on that side (`>420`), then the earlier. */
export function worstOf(observations: readonly Observation[], code: LabCode): Observation | null {
  const sign = isLowWorse(code) ? -1 : 1;
  const isBeyond = ({ comparator }: Observation) => comparator?.[0] === (sign > 0 ? '>' : '<');
  const rank = (o: Observation) => sign * (o.valueSi ?? 0);
  return numbersOf(observations, code).reduce<Observation | null>((worst, o) => {
    if (worst === null || rank(o) > rank(worst)) return o;
    return rank(o) === rank(worst) && isBeyond(o) && !isBeyond(worst) ? o : worst;
  }, null);
}

/** Sample times that must not be lost, the gravest first, ms. */
function tellingTimes({ observations, treatments, assessments }: Course): number[] {
  const worst = WATCHED.flatMap(code => worstOf(observations, code) ?? []).map(o => Date.parse(o.sampledAt));
  const score = assessments
    .filter(a => a.scoreId === WATCHED_SCORE && typeof a.outcome.value === 'number')
    .reduce<(typeof assessments)[number] | null>(
      (best, a) => (best === null || Number(a.outcome.value) > Number(best.outcome.value) ? a : best),
      null,
    );
  return [...worst, ...(score ? [Date.parse(score.anchorAt)] : []), ...aroundTreatments(observations, treatments)];
}

/** The last bilirubin before a treatment resets it and the first after, the latest treatment first. */
function aroundTreatments(observations: readonly Observation[], treatments: Course['treatments']): number[] {
  const disturbances = disturbancesOf(RESET, treatments);
  const samples = numbersOf(observations, RESET).map(o => Date.parse(o.sampledAt));
  const isReset = samples.map(at => disturbanceAt(at, disturbances)?.effect === 'exclude');
  return samples
    .flatMap((at, i) => {
      const before = samples[i - 1];
      return isReset[i] && !isReset[i - 1] ? [before === undefined ? [at] : [before, at]] : [];
    })
    .toReversed()
    .flat();
}

/**
 * First, last and eight between: those wanted as far as there is room, then evenly by time: for each of the inner
 * points of the span the nearest sample that is not taken yet.
 * @param times ascending, distinct, in ms
 * @param wanted times to be kept, the most wanted first; others than those of `times` are passed over
 */
export function spreadOut(times: readonly number[], wanted: readonly number[] = []): number[] {
  const [first, last] = [times[0], times.at(-1)];
  if (times.length <= MAX_COLUMNS || first === undefined || last === undefined) return [...times];
  const free = new Set(times.slice(1, -1));
  const kept = [...new Set(wanted)].filter(at => free.has(at)).slice(0, MAX_COLUMNS - 2);
  for (const at of kept) free.delete(at);
  const room = MAX_COLUMNS - 2 - kept.length;
  const inner = Array.from({ length: room }, (_, i) => first + ((last - first) * (i + 1)) / (room + 1));
  const chosen = inner.flatMap(point => {
    const nearest = [...free].reduce<number | null>(
      (best, at) => (best === null || Math.abs(at - point) < Math.abs(best - point) ? at : best),
      null,
    );
    if (nearest === null) return [];
    free.delete(nearest);
    return [nearest];
  });
  return [first, ...kept, ...chosen, last].sort((a, b) => a - b);
}
