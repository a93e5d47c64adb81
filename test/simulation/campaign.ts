import { FAULTS, type Kind, OPERATIONS, type Plan, planOf } from './plan.ts';
import { shrink } from './shrink.ts';
import { runWorld } from './world.ts';

/** Steps planned for one short world. */
export const SHORT = 12;

export interface Campaign {
  readonly firstSeed: number;
  readonly worlds: number;
  /** Planned steps of each world. */
  readonly length: number;
  /** Rare things that every world has. */
  readonly certain?: readonly Kind[];
  /** Only says what broke: a protocol that was broken on purpose needs no explanation. */
  readonly isTerse?: boolean;
}

export interface CampaignReport {
  /** Of the first world that failed: seed, what broke, the shortened plan and its last happenings. */
  readonly failure: string | null;
  readonly failedSeed: number | null;
  /** What was run, in lines. */
  readonly text: string;
}

/** Of a trace: how it began to go wrong, and how it ended. */
const FIRST_LINES = 60;
const LAST_LINES = 20;

/** Runs worlds until one fails. */
export async function runCampaign(campaign: Campaign): Promise<CampaignReport> {
  const { firstSeed, worlds, length, certain, isTerse = false } = campaign;
  const started = performance.now();
  const steps = new Map<Kind, number>();
  const fates = new Map<string, number>();
  let events = 0;
  let done = 0;
  let failure: string | null = null;
  let failedSeed: number | null = null;
  for (let seed = firstSeed; seed < firstSeed + worlds && failure === null; seed += 1) {
    const plan = planOf(seed, length, certain);
    const report = await runWorld(plan);
    for (const { kind } of plan.steps) steps.set(kind, (steps.get(kind) ?? 0) + 1);
    for (const [fate, count] of Object.entries(report.fates)) fates.set(fate, (fates.get(fate) ?? 0) + count);
    events += report.events;
    done += 1;
    if (report.broken === null) continue;
    failedSeed = seed;
    failure = isTerse ? `${report.broken.invariant}: ${report.broken.text}` : await explain(plan, length);
  }
  const seconds = (performance.now() - started) / 1000;
  const sum = (kinds: readonly Kind[]) => kinds.map(kind => `${kind} ${steps.get(kind) ?? 0}`).join(', ');
  const text = [
    `${done} worlds, seeds ${firstSeed} to ${firstSeed + done - 1}, ${done * length} planned steps, ${events} events, ${seconds.toFixed(0)} s`,
    `operations: ${sum(OPERATIONS)}`,
    `faults: ${sum(FAULTS)}`,
    `requests: ${[...fates].map(([fate, count]) => `${fate} ${count}`).join(', ')}`,
  ].join('\n');
  return { failure, failedSeed, text };
}

/** A failing plan made short, with what happened in it, how to see it again, and its line for regressions.json. */
export async function explain(plan: Plan, length: number): Promise<string> {
  const short = await shrink(plan);
  const { broken, trace } = await runWorld(short, { isTraced: true });
  return [
    `SIM_SEED=${plan.seed} SIM_STEPS=${length}: ${broken?.invariant ?? 'nothing'} broke: ${broken?.text ?? ''}`,
    `shortened from ${plan.steps.length} to ${short.steps.length} steps: ${short.steps.map(({ kind }) => kind).join(', ')}`,
    ...trace.slice(0, FIRST_LINES),
    ...(trace.length > FIRST_LINES + LAST_LINES ? ['       …'] : []),
    ...trace.slice(FIRST_LINES).slice(-LAST_LINES),
    `plan: ${JSON.stringify(short)}`,
  ].join('\n');
}
