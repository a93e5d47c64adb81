import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureHistory } from '../../../shared/clinical/failure-history.ts';
import { type OrganName, organNames } from '../../../shared/clinical/organ-name.ts';
import { transplantWindow } from '../../../shared/clinical/transplant-window.ts';

describe('seven-day transplant window', () => {
  const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}T00:00:00.000Z`;
  const history = (...counts: number[]) =>
    counts.map((failures, index) => ({ at: day(index + 1), failures, notAssessed: [] }));

  it('starts at the step from two to three and ends 168 h later', () => {
    expect(transplantWindow(history(1, 2, 3))).toEqual({
      ...{ state: 'running', firstAt: day(3), first: 'from-two', startedAt: day(3), endsAt: day(10) },
      ...{ laterRisesAt: [], notAssessed: [] },
    });
    expect(transplantWindow(history(2, 5))).toMatchObject({ state: 'running', startedAt: day(2) });
  });

  it('does not restart when the count falls and rises; both dates are shown', () => {
    expect(transplantWindow(history(2, 3, 2, 3))).toMatchObject({ startedAt: day(2), laterRisesAt: [day(4)] });
  });

  it('says so when the start is unknown or the rule is silent', () => {
    expect(transplantWindow(history(3, 3))).toEqual({ state: 'start-unknown', firstAt: day(1) });
    expect(transplantWindow(history(1, 3))).toEqual({ state: 'rule-silent', firstAt: day(2) });
    expect(transplantWindow(history(1, 3, 2, 3))).toMatchObject({
      state: 'running',
      firstAt: day(2),
      first: 'rule-silent',
      startedAt: day(4),
    });
    expect(transplantWindow(history(0, 2, 1))).toEqual({ state: 'none' });
    expect(transplantWindow([])).toEqual({ state: 'none' });
  });

  it('does not depend on the order of the list', () => {
    expect(transplantWindow(history(2, 3).toReversed())).toMatchObject({ state: 'running', startedAt: day(2) });
  });
});

/** A CLIF-C OF snapshot as the application stores it. */
const look = (hour: number, failed: OrganName[], notAssessed: OrganName[] = [], notes: string[] = []) => ({
  scoreId: 'clif-c-of',
  anchorAt: new Date(Date.UTC(2026, 10, 1, hour)).toISOString(),
  outcome: {
    ...{ value: null, raw: null, grade: null, bounds: null, missing: [], refused: null },
    notes: [
      ...organNames.filter(organ => !notAssessed.includes(organ)).map(organ => `organ:${organ}=1`),
      ...failed.map(organ => `failure:${organ}`),
      ...notes,
    ],
  },
});

describe('the failures over time', () => {
  it('count an organ on that nobody looked at again, and name what was never looked at', () => {
    const history = failureHistory([
      look(0, ['liver', 'coagulation', 'brain'], ['respiration']),
      look(6, ['liver', 'coagulation'], ['respiration', 'brain']),
      look(12, ['liver', 'coagulation', 'brain'], ['respiration']),
    ]);
    expect(history.map(({ failures }) => failures)).toEqual([3, 3, 3]);
    expect(history[1]).toMatchObject({ carried: ['brain'], notAssessed: ['respiration'] });
    expect(transplantWindow(history).state).toBe('start-unknown'); // not a rise from two to three
  });

  it.each(['after-treatment:inr', 'assumed:vasopressor'])('take %s for no recovery', note => {
    const organ = note === 'after-treatment:inr' ? 'coagulation' : 'circulation';
    const history = failureHistory([look(0, ['liver', 'kidney', organ]), look(6, ['liver', 'kidney'], [], [note])]);
    expect(history.at(-1)).toMatchObject({ failures: 3, carried: [organ] });
  });

  it('fall when the organ was seen not to fail any more', () => {
    const history = failureHistory([look(0, ['liver', 'kidney', 'brain']), look(6, ['liver', 'kidney'])]);
    expect(history.map(({ failures }) => failures)).toEqual([3, 2]);
  });

  it('start the window on what is known, and say which organ nobody looked at', () => {
    const window = transplantWindow(
      failureHistory([
        look(0, ['liver', 'coagulation'], ['respiration']),
        look(24, ['liver', 'coagulation', 'kidney'], ['respiration']),
      ]),
    );
    expect(window).toMatchObject({ state: 'running', notAssessed: ['respiration'] });
  });

  it('never fall below what fails at that very look, nor exceed six', () => {
    const organs = fc.subarray([...organNames]);
    fc.assert(
      fc.property(fc.array(fc.tuple(organs, organs), { maxLength: 8 }), looks => {
        const history = failureHistory(
          looks.map(([failed, unseen], hour) =>
            look(
              hour,
              failed,
              unseen.filter(organ => !failed.includes(organ)),
            ),
          ),
        );
        for (const [at, { failures, failed, notAssessed, carried }] of history.entries()) {
          expect(failures).toBe(failed.length + carried.length);
          expect(failed).toHaveLength(looks[at]?.[0].length ?? -1);
          expect(failures + notAssessed.length).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});
