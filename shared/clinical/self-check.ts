import { type ScoreId, type ScoreResult, scoreIds } from './score-definition.ts';
import { engineVersion, evaluate } from './score-registry.ts';
import vectorFile from './self-check-vectors.json' with { type: 'json' };
import { workedPatients } from './worked-patients.ts';

/** What a case must give; only the fields that are there are compared. */
export interface Expectation {
  readonly value?: number | string | null;
  readonly raw?: number;
  readonly tol?: number;
  readonly grade?: string;
  readonly bounds?: { readonly low: number | string; readonly high: number | string };
  readonly missing?: readonly string[];
  readonly refused?: string;
}

export interface Vector {
  readonly id: string;
  readonly score: string;
  /** Inputs, or the id of a worked patient. */
  readonly inputs: Readonly<Record<string, unknown>> | string;
  readonly expect: Expectation;
  readonly source: string;
}

export const selfCheckVectors: readonly Vector[] = vectorFile;

export interface SelfCheckFailure {
  readonly id: string;
  readonly fields: readonly string[];
}

/** The vectors of one score, or of one id that must be refused as unknown. */
export interface ScoreCheck {
  readonly scoreId: string;
  readonly passed: number;
  readonly total: number;
  readonly failures: readonly SelfCheckFailure[];
}

/** Shown as "n of n formula checks passed, engine version x"; a score with a failed check is disabled by name. */
export interface SelfCheck {
  readonly engineVersion: string;
  readonly passed: number;
  readonly total: number;
  /** In the order of cli.md; a score without vectors counts 0 of 0. */
  readonly scores: readonly ScoreCheck[];
  readonly disabled: ReadonlySet<ScoreId>;
}

/** Fields of a result that differ from what is expected. */
export function differences(result: ScoreResult, expect: Expectation): string[] {
  const fields: string[] = [];
  if (expect.value !== undefined && result.value !== expect.value) fields.push('value');
  if (expect.raw !== undefined) {
    const isClose = result.raw !== null && Math.abs(result.raw - expect.raw) <= (expect.tol ?? 1e-6);
    if (!isClose) fields.push('raw');
  }
  if (expect.grade !== undefined && result.grade !== expect.grade) fields.push('grade');
  const { bounds } = expect;
  if (bounds && (result.bounds?.low !== bounds.low || result.bounds.high !== bounds.high)) fields.push('bounds');
  if (expect.missing && expect.missing.join() !== result.missing.join()) fields.push('missing');
  if (result.refused?.code !== expect.refused) fields.push('refused');
  return fields;
}

function inputsOf({ inputs }: Vector): Readonly<Record<string, unknown>> {
  if (typeof inputs !== 'string') return inputs;
  return inputs === 'E1' || inputs === 'E2' || inputs === 'E3' ? workedPatients[inputs] : {};
}

/**
 * Runs every vector that the engine carries; pure and quick, for a start after an update and on demand.
 * @param evaluateCase another engine, to try the check itself
 * @param cases other vectors, likewise
 */
export function runSelfCheck(
  evaluateCase: typeof evaluate = evaluate,
  cases: readonly Vector[] = selfCheckVectors,
): SelfCheck {
  const named = new Set<string>([...scoreIds, ...cases.map(({ score }) => score)]);
  const scores = [...named].map((scoreId): ScoreCheck => {
    const own = cases.filter(({ score }) => score === scoreId);
    const failures = own.flatMap(vector => {
      const fields = differences(evaluateCase(vector.score, inputsOf(vector)), vector.expect);
      return fields.length === 0 ? [] : [{ id: vector.id, fields }];
    });
    return { scoreId, passed: own.length - failures.length, total: own.length, failures };
  });
  return {
    engineVersion,
    passed: scores.reduce((sum, { passed }) => sum + passed, 0),
    total: scores.reduce((sum, { total }) => sum + total, 0),
    scores,
    disabled: new Set(
      scoreIds.filter(id => scores.some(({ scoreId, failures }) => scoreId === id && failures.length > 0)),
    ),
  };
}
