import type { Decision } from './decide-row.ts';
import type { LabRow, SkippedRow } from './lab-export.ts';

export type Read = Decision & { kind: 'row' };

/** One result of one patient at one moment; for HBsAg number and word are two results. */
function keyOf({ patient, code, collectedAt, value }: LabRow): string {
  const who = patient.mrn === null ? ['name', patient.name] : ['mrn', patient.mrn];
  return JSON.stringify([...who, code, collectedAt, code === 'HBSAG' && value === null]);
}

const NEVER = Number.NEGATIVE_INFINITY; // no release time is older than any

/** Fed in file order; says afterwards of each result whether a newer one stands in its place. */
export class NewestResults {
  readonly #newest = new Map<string, Read>();

  add(decision: Decision): void {
    if (decision.kind !== 'row') return;
    const key = keyOf(decision.row);
    const rival = this.#newest.get(key);
    if (!rival || (decision.releasedMs ?? NEVER) >= (rival.releasedMs ?? NEVER)) this.#newest.set(key, decision);
  }

  supersededBy(decision: Read): SkippedRow | null {
    const winner = this.#newest.get(keyOf(decision.row));
    if (!winner || winner === decision) return null;
    return { line: decision.row.line, reason: 'superseded', detail: `by line ${winner.row.line}` };
  }
}

/**
 * Among readable results the newest release wins, the later line among equals (records-and-forms.md 6.10). A row that
 * could not be read is not here, so it withdraws nothing.
 * @param decisions in file order
 */
export function withoutSuperseded(decisions: readonly Decision[]): { rows: LabRow[]; skipped: SkippedRow[] } {
  const newest = new NewestResults();
  for (const decision of decisions) newest.add(decision);
  const rows: LabRow[] = [];
  const skipped: SkippedRow[] = [];
  for (const decision of decisions) {
    if (decision.kind === 'skip') {
      skipped.push(decision.skip);
      continue;
    }
    const skip = newest.supersededBy(decision);
    if (skip) skipped.push(skip);
    else rows.push(decision.row);
  }
  return { rows, skipped };
}
