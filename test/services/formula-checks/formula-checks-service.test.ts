import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createFormulaChecks,
  type FormulaChecksService,
} from '../../../electron/services/formula-checks/formula-checks-service.ts';
import { engineVersion, evaluate } from '../../../shared/clinical/score-registry.ts';
import { runSelfCheck, selfCheckVectors } from '../../../shared/clinical/self-check.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';
import { DOCTOR, E2, openRecords } from '../assessments/recorded-case.ts';

let store: OpenStore;
let records: ReturnType<typeof openRecords>;
/** The vectors this program carries: `wrong` has one MELD 3.0 vector that the formula cannot give. */
let carries: 'right' | 'wrong';
let formulas: FormulaChecksService;
let runs: number;
/** How often advice was asked for anew because scores had gone. */
let gone: number;

const wrongVectors = selfCheckVectors.map((vector, at) =>
  at === selfCheckVectors.findIndex(({ score }) => score === 'meld3') ? { ...vector, expect: { value: 99 } } : vector,
);

const programOf = (softwareVersion: string): FormulaChecksService =>
  createFormulaChecks({
    ...store,
    softwareVersion,
    selfCheck: () => {
      runs += 1;
      return runSelfCheck(evaluate, carries === 'wrong' ? wrongVectors : selfCheckVectors);
    },
    onEnabled: tx => records.assessments.assessRefused(tx),
    onDisabled: () => {
      gone += 1;
    },
  });

beforeEach(() => {
  store = openStore();
  carries = 'right';
  runs = 0;
  gone = 0;
  formulas = programOf('1.0.0');
  records = openRecords(store, { disabled: () => formulas.disabled(), model: () => null });
});
afterEach(() => store.close());

/** What a start of the program does behind the first screen. */
const started = async (program: FormulaChecksService) => {
  program.start();
  await new Promise(resolve => setImmediate(resolve));
};

describe('the formula check', () => {
  it('says n of n with the versions it was made of, a row a score', () => {
    const { passed, total, scores, ...versions } = formulas.check(DOCTOR);
    expect(passed).toBe(selfCheckVectors.length);
    expect(total).toBe(selfCheckVectors.length);
    expect(versions).toMatchObject({ engineVersion, softwareVersion: '1.0.0' });
    expect(scores.every(({ total: own, failures }) => own > 0 && failures.length === 0)).toBe(true);
    expect(formulas.disabled().size).toBe(0);
  });

  it('runs once after an update and not again at the next start', async () => {
    await started(formulas);
    expect(runs).toBe(1);
    await started(programOf('1.0.0'));
    expect(runs).toBe(1);
    await started(programOf('1.0.1'));
    expect(runs).toBe(2);
    expect(programOf('1.0.1').status().softwareVersion).toBe('1.0.1');
  });

  it('is not run within a start that is stopped at once', async () => {
    const before = runs;
    const program = programOf('1.0.1');
    program.start();
    program.stop();
    await new Promise(resolve => setImmediate(resolve));
    expect(runs).toBe(before);
  });

  it('guards the first score even before the start-up check was stored', () => {
    carries = 'wrong';
    formulas = programOf('1.0.1'); // an update
    records.panel(2, E2);
    expect(records.outcomeOf('meld3', 2)?.outcome.refused?.code).toBe('formula-disabled');
  });
});

describe('a score whose check failed', () => {
  it('is named with its vector, disabled, and says so in place of a result; the others go on', () => {
    carries = 'wrong';
    const { passed, total, scores } = formulas.check(DOCTOR);
    expect(total - passed).toBe(1);
    expect(scores.filter(({ failures }) => failures.length > 0)).toEqual([
      expect.objectContaining({ scoreId: 'meld3', failures: [{ id: expect.any(String), fields: ['value'] }] }),
    ]);
    records.panel(2, E2);
    expect(records.outcomeOf('meld3', 2)?.outcome).toMatchObject({
      ...{ value: null, raw: null, grade: null, bounds: null },
      refused: { code: 'formula-disabled' },
    });
    expect(records.outcomeOf('meld', 2)?.outcome.value).toBe(25);
  });

  it('is withheld where it was computed earlier, yet stays stored as it was', () => {
    records.panel(2, E2);
    expect(records.outcomeOf('meld3', 2)?.outcome.value).toBe(29);
    const before = records.rows('meld3');
    carries = 'wrong';
    formulas.check(DOCTOR);
    expect(records.outcomeOf('meld3', 2)?.outcome).toMatchObject({
      value: null,
      refused: { code: 'formula-disabled' },
    });
    records.panel(2, { PLT: '60' }); // scores the same sample anew
    expect(records.rows('meld3')).toEqual(before);
  });

  it('has what was made with it computed anew, once, also by the check after an update', async () => {
    formulas.check(DOCTOR);
    expect(gone).toBe(0);
    carries = 'wrong';
    formulas.check(DOCTOR);
    formulas.check(DOCTOR);
    expect(gone).toBe(1);
    carries = 'right';
    formulas.check(DOCTOR);
    carries = 'wrong';
    await started(programOf('1.0.1'));
    expect(gone).toBe(2);
  });

  it('comes back with the program that passes: what was refused is computed, what was computed is not', () => {
    records.panel(2, E2);
    const computedAt = records.outcomeOf('meld3', 2)?.computedAt;
    carries = 'wrong';
    formulas.check(DOCTOR);
    records.panel(6, E2);
    carries = 'right';
    formulas.check(DOCTOR);
    expect(records.outcomeOf('meld3', 2)).toMatchObject({ computedAt, outcome: { value: 29 } });
    expect(records.outcomeOf('meld3', 6)?.outcome.value).toBe(29);
  });
});
