import type { OrganName } from './organ-name.ts';

const DAY_MS = 24 * 3_600_000;

/** Organ failures of one assessment, as `failureHistory` counts them. */
export interface FailureCount {
  readonly at: string;
  readonly failures: number;
  /** Organs that have not been looked at so far: there may be more failures than are known. */
  readonly notAssessed: readonly OrganName[];
}

/**
 * The transplant window of R9: seven days from going from two to three failures ([ENG] reading, clinical.md 11).
 * `start-unknown`: three or more at the first assessment. `rule-silent`: reached three without an assessment with two.
 */
export type TransplantWindow =
  | { readonly state: 'none' }
  | {
      readonly state: 'start-unknown' | 'rule-silent';
      /** First assessment with three or more. */
      readonly firstAt: string;
    }
  | {
      readonly state: 'running';
      readonly firstAt: string;
      /** How the first rise came about, where the window began at a later one. */
      readonly first: 'from-two' | 'start-unknown' | 'rule-silent';
      readonly startedAt: string;
      readonly endsAt: string;
      /** Later rises to three or more: shown, they do not restart the window. */
      readonly laterRisesAt: readonly string[];
      /** Not looked at by then: the third failure may have come earlier. */
      readonly notAssessed: readonly OrganName[];
    };

const WINDOW_DAYS = 7;

/** @param history assessments in any order, with the failures known at each */
export function transplantWindow(history: readonly FailureCount[]): TransplantWindow {
  const ordered = history.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const rises = ordered.flatMap((count, index) => {
    const previous = ordered[index - 1]?.failures;
    const isRise = count.failures >= 3 && (previous === undefined || previous < 3);
    return isRise ? [{ at: count.at, previous, notAssessed: ordered[index - 1]?.notAssessed ?? [] }] : [];
  });
  const [first] = rises;
  if (first === undefined) return { state: 'none' };
  const start = rises.find(({ previous }) => previous === 2);
  const unexplained = first.previous === undefined ? 'start-unknown' : 'rule-silent';
  if (start === undefined) return { state: unexplained, firstAt: first.at };
  return {
    state: 'running',
    firstAt: first.at,
    first: first === start ? 'from-two' : unexplained,
    startedAt: start.at,
    endsAt: new Date(Date.parse(start.at) + WINDOW_DAYS * DAY_MS).toISOString(),
    laterRisesAt: rises.filter(({ at }) => Date.parse(at) > Date.parse(start.at)).map(({ at }) => at),
    notAssessed: start.notAssessed,
  };
}
