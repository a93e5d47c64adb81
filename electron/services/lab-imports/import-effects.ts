import { roundSi } from '../../../shared/clinical/rounding.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { ImportEffect, ImportRow } from '../../../shared/records/lab-import.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { LabRow } from '../lis/lab-export.ts';
import type { ReadRow, ReadSkip } from './export-reading.ts';

/** What is stored for the episode, and what the laboratory said when it was imported. */
export interface StoredValues {
  readonly observations: readonly Observation[];
  /** Release of an imported value that still stands as imported, by observation id. */
  readonly releasedMs: ReadonlyMap<string, number>;
  readonly latestAllowedMs: number;
}

/** One result of one moment; of HBsAg a number and a word are two (records-and-forms.md 6.10). */
const keyOf = (code: string, sampledAt: string, valueSi: number | null): string =>
  `${code} ${Date.parse(sampledAt)} ${code === 'HBSAG' && valueSi === null}`;

const isSameValue = (row: LabRow, stored: Observation): boolean =>
  stored.missing === null &&
  (row.value === null ? null : roundSi(row.value)) === stored.valueSi &&
  row.comparator === stored.comparator &&
  row.text === stored.text;

/** What each row of a reading would do to what is stored now. */
export function importRows(rows: readonly (ReadRow | ReadSkip)[], stored: StoredValues): ImportRow[] {
  const byKey = Map.groupBy(stored.observations, each => keyOf(each.code, each.sampledAt, each.valueSi));
  // A missing word stands for the number that is still awaited.
  const inFile = Map.groupBy(
    rows.flatMap(row => (row.kind === 'row' ? [row.result] : [])),
    result => keyOf(result.code, result.collectedAt, result.value),
  );
  return rows.map((row, at) => {
    if (row.kind === 'skip') return skippedRow(row, at);
    const key = keyOf(row.result.code, row.result.collectedAt, row.result.value);
    const known = byKey.get(key) ?? byKey.get(keyOf(row.result.code, row.result.collectedAt, null)) ?? [];
    const outcome = repeatOf(row.result, inFile.get(key) ?? []) ?? effectOn(row, known, stored);
    return resultRow(row, at, outcome);
  });
}

interface Outcome {
  readonly effect: ImportEffect;
  readonly stored: Observation | null;
}

/** Two results of one item and moment in one file: the same is said once, a contradiction is left to a person. */
function repeatOf(result: LabRow, twins: readonly LabRow[]): Outcome | null {
  if (twins.length < 2) return null;
  const [first] = twins;
  const agree = twins.every(
    twin => twin.value === first?.value && twin.comparator === first?.comparator && twin.text === first?.text,
  );
  if (!agree) return { effect: 'contradictory', stored: null };
  return first === result ? null : { effect: 'repeated', stored: null };
}

function effectOn({ result, releasedMs }: ReadRow, known: readonly Observation[], stored: StoredValues): Outcome {
  if (Date.parse(result.collectedAt) > stored.latestAllowedMs) return { effect: 'future', stored: null };
  const standing = known.filter(each => each.voidedAt === null);
  const same = standing.find(each => isSameValue(result, each));
  if (same) return { effect: 'same', stored: same };
  const present = standing.toSorted((a, b) => Date.parse(b.recordedAt) - Date.parse(a.recordedAt))[0];
  if (present) return { effect: changeOf(present, releasedMs, stored.releasedMs.get(present.id)), stored: present };
  const voided = known.find(each => each.voidedAt !== null && isSameValue(result, each));
  return voided ? { effect: 'voided', stored: voided } : { effect: 'new', stored: null };
}

/** A newer report corrects what was imported; whatever a person has typed is theirs to change. */
function changeOf(present: Observation, released: number | null, before: number | undefined): ImportEffect {
  if (present.missing !== null) return 'correction';
  if (present.source !== 'imported' || released === null || before === undefined || released === before)
    return 'differs';
  return released > before ? 'correction' : 'older';
}

function resultRow({ item, result, written }: ReadRow, row: number, { effect, stored }: Outcome): ImportRow {
  const valueSi = result.value === null ? null : roundSi(result.value);
  const [low, high] = labItem(result.code).hard;
  return {
    row,
    line: result.line,
    patient: result.patient,
    item,
    code: result.code,
    valueSi,
    comparator: result.comparator,
    text: result.text,
    enteredValue: written.value,
    enteredUnit: written.unit ?? '',
    flag: result.flag,
    range: result.range && { low: rounded(result.range.low), high: rounded(result.range.high) },
    sampledAt: new Date(result.collectedAt).toISOString(),
    timeSource: result.timeSource,
    effect,
    reason: null,
    detail: '',
    stored,
    isOutside: valueSi !== null && (valueSi < low || valueSi > high),
  };
}

const rounded = (limit: number | null): number | null => (limit === null ? null : roundSi(limit));

const skippedRow = ({ item, patient, skip, value, sampledAt }: ReadSkip, row: number): ImportRow => ({
  row,
  line: skip.line,
  patient,
  item,
  code: null,
  valueSi: null,
  comparator: null,
  text: null,
  enteredValue: value,
  enteredUnit: '',
  flag: null,
  range: null,
  sampledAt: sampledAt && new Date(sampledAt).toISOString(),
  timeSource: null,
  effect: 'skipped',
  reason: skip.reason,
  detail: skip.detail,
  stored: null,
  isOutside: false,
});
