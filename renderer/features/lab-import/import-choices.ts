import type { ImportEffect, ImportRow } from '../../../shared/records/lab-import.ts';
import type { LabCode, Observation } from '../../../shared/records/observation.ts';
import {
  blankPanel,
  type CellQuestion,
  type PanelContext,
  type PanelDraft,
  panelQuestions,
  typeInto,
} from '../labs/panel-draft.ts';

const TICKABLE: readonly ImportEffect[] = ['new', 'correction', 'differs', 'voided'];
/** What a person is asked about stays off until they tick it. */
const TICKED_AT_FIRST: readonly ImportEffect[] = ['new', 'correction'];

export const isTickable = ({ effect }: ImportRow): boolean => TICKABLE.includes(effect);

export const firstTicks = (rows: readonly ImportRow[]): ReadonlySet<number> =>
  new Set(rows.filter(({ effect }) => TICKED_AT_FIRST.includes(effect)).map(({ row }) => row));

export function earlierValues(observations: readonly Observation[]): PanelContext['earlier'] {
  const standing = observations.filter(({ voidedAt, valueSi }) => voidedAt === null && valueSi !== null);
  const byCode = Map.groupBy(standing, ({ code }) => code);
  return code => (byCode.get(code) ?? []).map(({ sampledAt, valueSi }) => ({ at: sampledAt, value: valueSi ?? 0 }));
}

/**
 * The doubts of the entry grid about the rows that would change something, by row: unit slips and implausible values
 * among the values of one sample, and against what is stored.
 */
export function rowQuestions(
  rows: readonly ImportRow[],
  context: PanelContext,
): ReadonlyMap<number, readonly CellQuestion[]> {
  const bySample = Map.groupBy(rows.filter(isTickable), ({ sampledAt }) => sampledAt ?? '');
  const asked = new Map<number, readonly CellQuestion[]>();
  for (const [sampledAt, sample] of bySample) {
    const byCode = new Map<LabCode, ImportRow>(sample.flatMap(row => (row.code === null ? [] : [[row.code, row]])));
    let draft: PanelDraft = { ...blankPanel(), sampledAt };
    for (const [code, row] of byCode) {
      if (row.enteredValue !== null) draft = typeInto(draft, code, { text: row.enteredValue, unit: row.enteredUnit });
    }
    for (const [code, questions] of panelQuestions(draft, context)) {
      const row = byCode.get(code);
      if (row) asked.set(row.row, questions);
    }
  }
  // The program refuses such a value unconfirmed, also where it came without a decimal form.
  for (const { row, isOutside } of rows) {
    if (isOutside && !asked.has(row)) asked.set(row, [OUTSIDE]);
  }
  return asked;
}

const OUTSIDE: CellQuestion = { id: 'outside-hard', likelyUnit: null, wouldBe: null, isBlocking: true };

export const isBlocking = (questions: readonly CellQuestion[] | undefined): boolean =>
  questions?.some(question => question.isBlocking) ?? false;
