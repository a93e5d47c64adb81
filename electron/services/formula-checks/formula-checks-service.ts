import type { ScoreId } from '../../../shared/clinical/score-definition.ts';
import { engineVersion } from '../../../shared/clinical/score-registry.ts';
import { runSelfCheck, type SelfCheck } from '../../../shared/clinical/self-check.ts';
import { FormulaChecks } from '../../../shared/contract/formulas.ts';
import { type Actor, PROGRAM, type Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface FormulaChecksDependencies extends ServiceDependencies {
  softwareVersion: string;
  /** Runs the vectors; another one only in tests. */
  selfCheck?: () => SelfCheck;
  /** Scores came back that could not be computed before. */
  onEnabled: (tx: Transaction) => void;
  /** Scores went that had been trusted until now: nothing that was made with them may stand as if they held. */
  onDisabled: (tx: Transaction) => void;
}

const SETTING_ID = 'formula-checks';

export type FormulaChecksService = ReturnType<typeof createFormulaChecks>;

const failedScores = ({ scores }: FormulaChecks): string[] =>
  scores.filter(({ failures }) => failures.length > 0).map(({ scoreId }) => scoreId);

/**
 * The engine's own vectors, run on this machine: once after each update and whenever somebody asks. A score with a
 * failed vector is disabled until a check passes.
 */
export function createFormulaChecks(dependencies: FormulaChecksDependencies) {
  const { read, write, clock, softwareVersion, selfCheck = runSelfCheck, onEnabled, onDisabled } = dependencies;
  let current: FormulaChecks | null = null;
  let pending: NodeJS.Immediate | undefined;

  const row = () => read.first(read.query.selectFrom('setting').selectAll().where('id', '=', SETTING_ID));

  function stored(): FormulaChecks | null {
    const present = row();
    return present ? FormulaChecks.parse(JSON.parse(present.body_json)) : null;
  }

  const isOfThisProgram = (checks: FormulaChecks): boolean =>
    checks.softwareVersion === softwareVersion && checks.engineVersion === engineVersion;

  function run(): FormulaChecks {
    const { passed, total, scores } = selfCheck();
    return FormulaChecks.parse({ engineVersion, softwareVersion, checkedAt: clock.now(), passed, total, scores });
  }

  function store(actor: Actor, checks: FormulaChecks): void {
    write(actor, { action: 'formulas.check', subject: null, reason: null }, tx => {
      const present = row();
      const before = stored();
      const body_json = JSON.stringify(checks);
      if (present) tx.update('setting', SETTING_ID, present.version, { body_json });
      else tx.insert('setting', { id: SETTING_ID, body_json });
      const failed = failedScores(checks);
      const failedBefore = before ? failedScores(before) : [];
      if (failedBefore.some(scoreId => !failed.includes(scoreId))) onEnabled(tx);
      if (failed.some(scoreId => !failedBefore.includes(scoreId))) onDisabled(tx);
      tx.announce({ type: 'settings.changed' });
    });
  }

  /** Of this very program. Where an update has just come in nothing is scored by a formula that was not checked. */
  function status(): FormulaChecks {
    if (current) return current;
    const last = stored();
    current = last && isOfThisProgram(last) ? last : run();
    return current;
  }

  return {
    status,
    check(actor: Actor): FormulaChecks {
      current = run();
      store(actor, current);
      return current;
    },
    disabled: (): ReadonlySet<ScoreId> => new Set(failedScores(status()) as ScoreId[]), // made from the engine's own ids
    /** Checks after an update, once whoever has just come in sees the first screen. */
    start(): void {
      pending = setImmediate(() => {
        const last = stored();
        if (!last || !isOfThisProgram(last)) store(PROGRAM, status());
      });
    },
    stop: (): void => clearImmediate(pending),
  };
}
