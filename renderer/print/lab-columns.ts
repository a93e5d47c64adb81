import { LAB_CODES, type LabCode, type Observation } from '../../shared/records/observation.ts';

export interface LabTable {
  /** Sample times shown, oldest first; at most ten. */
  readonly times: readonly string[];
  /** Sample times that did not find room. */
  readonly leftOut: number;
  readonly rows: readonly { readonly code: LabCode; readonly cells: readonly (Observation | null)[] }[];
}

const MAX_COLUMNS = 10;

/** The cumulative table: items in their fixed order, sample times as columns. */
export function labTable(observations: readonly Observation[]): LabTable {
  const present = observations.filter(o => o.voidedAt === null);
  const byTime = new Map<number, Observation[]>();
  for (const o of present) {
    const at = Date.parse(o.sampledAt);
    byTime.set(at, [...(byTime.get(at) ?? []), o]);
  }
  const all = [...byTime.keys()].sort((a, b) => a - b);
  const shown = spreadOut(all);
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

/**
 * First, last and eight between, evenly by time: for each of the eight inner points of the span the nearest sample that
 * is not taken yet.
 * @param times ascending, distinct, in ms
 */
export function spreadOut(times: readonly number[]): number[] {
  const [first, last] = [times[0], times.at(-1)];
  if (times.length <= MAX_COLUMNS || first === undefined || last === undefined) return [...times];
  const free = new Set(times.slice(1, -1));
  const inner = Array.from(
    { length: MAX_COLUMNS - 2 },
    (_, i) => first + ((last - first) * (i + 1)) / (MAX_COLUMNS - 1),
  );
  const chosen = inner.flatMap(wanted => {
    const nearest = [...free].reduce<number | null>(
      (best, at) => (best === null || Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best),
      null,
    );
    if (nearest === null) return [];
    free.delete(nearest);
    return [nearest];
  });
  return [first, ...chosen, last].sort((a, b) => a - b);
}
