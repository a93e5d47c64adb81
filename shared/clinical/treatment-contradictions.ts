import type { Treatment } from '../records/treatment.ts';

export const CONTRADICTED_KEYS = ['rrt', 'vasopressor', 'ventilation', 'dialysis'] as const;
export type ContradictedKey = (typeof CONTRADICTED_KEYS)[number];

/** A bedside input that says "no", or nothing, of a treatment that the record has. */
export interface Contradiction {
  readonly key: ContradictedKey;
  readonly treatmentId: string;
}

type Answers = Readonly<Partial<Record<ContradictedKey, unknown>>>;
type Recorded = Pick<Treatment, 'id' | 'kind' | 'startedAt' | 'endedAt' | 'voidedAt'>;

// What MELD counts as dialysis: twice or more in the last seven days, or 24 h without a break.
const DIALYSIS_DAYS_MS = 7 * 24 * 3_600_000;
const CONTINUOUS_MS = 24 * 3_600_000;

/**
 * Inputs of a score that a treatment on record contradicts: asked of a person, never set by the engine.
 * @param answers the inputs as the score read them; absent = not said
 * @param anchorMs sample time of the score
 */
export function contradictionsOf(answers: Answers, treatments: readonly Recorded[], anchorMs: number): Contradiction[] {
  const begun = treatments.filter(t => t.voidedAt === null && Date.parse(t.startedAt) <= anchorMs);
  const running = begun.filter(t => t.endedAt === null || Date.parse(t.endedAt) > anchorMs);
  const isVentilated = answers.ventilation === 'respiratory' || answers.ventilation === 'he';
  const runningOf = (kind: Treatment['kind'], key: ContradictedKey): Contradiction[] =>
    running.filter(t => t.kind === kind).map(({ id }) => ({ key, treatmentId: id }));
  return [
    ...(answers.vasopressor === true ? [] : runningOf('vasopressor', 'vasopressor')),
    ...(answers.rrt === true ? [] : runningOf('renal-replacement', 'rrt')),
    ...(isVentilated ? [] : runningOf('intubation', 'ventilation')),
    ...(answers.dialysis === true ? [] : dialysisIn(begun, anchorMs)),
  ];
}

function dialysisIn(begun: readonly Recorded[], anchorMs: number): Contradiction[] {
  const untilMs = ({ endedAt }: Recorded) => Math.min(anchorMs, endedAt === null ? anchorMs : Date.parse(endedAt));
  const recent = begun.filter(t => t.kind === 'renal-replacement' && untilMs(t) > anchorMs - DIALYSIS_DAYS_MS);
  const counts = recent.length >= 2 || recent.some(t => untilMs(t) - Date.parse(t.startedAt) >= CONTINUOUS_MS);
  const [first] = recent;
  return counts && first ? [{ key: 'dialysis', treatmentId: first.id }] : [];
}
