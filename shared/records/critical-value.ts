import { z } from 'zod';
import { CriticalSide, type CriticalTable, judgeCritical } from './critical-table.ts';
import { Comparator, LabCode, type Observation } from './observation.ts';
import { Id, Instant } from './time.ts';

/** The value, and why it is critical, as they stood at one moment. */
const Alert = z.object({
  side: CriticalSide,
  valueSi: z.number(),
  comparator: Comparator.nullable(),
  enteredValue: z.string().nullable(),
  enteredUnit: z.string(),
  cutoffSi: z.number(),
  /** The hospital's table that says so. */
  tableVersion: z.int().positive(),
  signedBy: z.string(),
  signedAt: Instant,
});

/** 已知晓: who, when, and what was done. Written once; a second one adds to the first. */
export const CriticalAcknowledgement = Alert.extend({
  id: Id,
  observationId: Id,
  observationVersion: z.int().positive(),
  done: z.string(),
  at: Instant,
  by: z.string(),
});
export type CriticalAcknowledgement = z.infer<typeof CriticalAcknowledgement>;

export const CriticalValue = Alert.extend({
  observationId: Id,
  observationVersion: z.int().positive(),
  patientId: Id,
  episodeId: Id,
  code: LabCode,
  sampledAt: Instant,
  /**
   * `open`: nobody has said that they know. `acknowledged`: somebody has, for this very value.
   * `before-table`: recorded before the hospital had a table, and newer values exist: marked, asks nothing.
   * `undecided`: a censored value whose limit does not decide; nobody can say, and it is said so.
   * `corrected` | `voided` | `table-changed`: was acknowledged, is critical no more; stays visible as what it was.
   */
  state: z.enum(['open', 'acknowledged', 'before-table', 'undecided', 'corrected', 'voided', 'table-changed']),
  /** Of this observation in all its versions, oldest first. */
  acknowledgements: z.array(CriticalAcknowledgement),
});
export type CriticalValue = z.infer<typeof CriticalValue>;

/** Still beyond the table in force: to be marked wherever the value stands. */
export const isStillCritical = ({ state }: CriticalValue): boolean =>
  state === 'open' || state === 'acknowledged' || state === 'before-table';

interface Facts {
  /** All signed tables, in any order; the newest judges. */
  tables: readonly CriticalTable[];
  /** Of one episode, the voided ones among them. */
  observations: readonly Observation[];
  acknowledgements: readonly CriticalAcknowledgement[];
  /** Whole years at a sample time; null = not known. */
  ageAt: (sampledAt: Instant) => number | null;
}

/**
 * The critical values of one episode, newest sample first. Judged anew at every reading, so that a value is covered
 * however it came in, and a corrected or voided one drops out at once; only acknowledgements are stored.
 */
export function criticalValuesOf({ tables, observations, acknowledgements, ageAt }: Facts): CriticalValue[] {
  const signed = tables.toSorted((a, b) => a.version - b.version);
  const [first] = signed;
  const inForce = signed.at(-1);
  if (!first || !inForce) return [];
  const measured = observations.filter(({ voidedAt, valueSi }) => voidedAt === null && valueSi !== null);
  const newest = new Map<LabCode, number>();
  for (const { code, sampledAt } of measured)
    newest.set(code, Math.max(newest.get(code) ?? Number.NEGATIVE_INFINITY, Date.parse(sampledAt)));
  const isDuty = ({ code, sampledAt, recordedAt }: Observation): boolean =>
    Date.parse(recordedAt) >= Date.parse(first.signedAt) || newest.get(code) === Date.parse(sampledAt);

  const values = observations.flatMap((observation): CriticalValue[] => {
    const { id: observationId, version: observationVersion, patientId, episodeId, code, sampledAt } = observation;
    const known = acknowledgements
      .filter(each => each.observationId === observationId)
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    const subject = { observationId, observationVersion, patientId, episodeId, code, sampledAt };
    const verdict = judgeCritical(inForce.limits, observation, ageAt(sampledAt));
    const { valueSi } = observation;
    const isDoubt = verdict?.state === 'undecided' && known.length === 0;
    if (verdict && valueSi !== null && observation.voidedAt === null && (verdict.state === 'critical' || isDoubt)) {
      const isKnown = known.some(each => isSameValue(each, observation));
      return [
        {
          ...subject,
          side: verdict.side,
          valueSi,
          comparator: observation.comparator,
          enteredValue: observation.enteredValue,
          enteredUnit: observation.enteredUnit,
          cutoffSi: verdict.cutoffSi,
          tableVersion: inForce.version,
          signedBy: inForce.signedBy,
          signedAt: inForce.signedAt,
          state: isDoubt ? 'undecided' : isKnown ? 'acknowledged' : isDuty(observation) ? 'open' : 'before-table',
          acknowledgements: known,
        },
      ];
    }
    const last = known.at(-1);
    if (!last) return [];
    const { id: _id, done: _done, at: _at, by: _by, ...alert } = last;
    const state =
      observation.voidedAt !== null ? 'voided' : isSameValue(last, observation) ? 'table-changed' : 'corrected';
    return [{ ...alert, ...subject, state, acknowledgements: known }];
  });
  return values.toSorted((a, b) => Date.parse(b.sampledAt) - Date.parse(a.sampledAt));
}

/** A corrected number is a new value; a corrected sample time is not. */
const isSameValue = (
  a: Pick<Observation, 'valueSi' | 'comparator'>,
  b: Pick<Observation, 'valueSi' | 'comparator'>,
): boolean => a.valueSi === b.valueSi && a.comparator === b.comparator;
