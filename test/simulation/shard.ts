import { expect } from 'vitest';
import { explain, runCampaign, SHORT } from './campaign.ts';
import { type Plan, planOf } from './plan.ts';
import regressions from './regressions.json' with { type: 'json' };
import { runWorld } from './world.ts';

/** The campaign runs in so many files, one for each core. */
const SHARDS = 2;
const WORLDS = 2_000;

const setting = (name: 'SIM_WORLDS' | 'SIM_STEPS' | 'SIM_SEED'): number | null => {
  const text = process.env[name];
  return text === undefined || text === '' ? null : Number(text);
};

/**
 * One share of the campaign. `SIM_WORLDS`: worlds of all shares; `SIM_STEPS`: planned steps of each world; `SIM_SEED`:
 * only the world of this seed, with its trace.
 */
export async function runShard(shard: number): Promise<void> {
  const length = setting('SIM_STEPS') ?? SHORT;
  const seed = setting('SIM_SEED');
  if (seed !== null) {
    if (shard > 0) return; // one world needs one core
    const plan = planOf(seed, length);
    const isWhole = (await runWorld(plan)).broken === null;
    expect.soft(isWhole, isWhole ? '' : await explain(plan, length)).toBe(true);
    return;
  }
  if (shard === 0) await replayRegressions();
  const worlds = Math.ceil((setting('SIM_WORLDS') ?? WORLDS) / SHARDS);
  const { failure, text } = await runCampaign({ firstSeed: 1 + shard * worlds, worlds, length });
  process.stdout.write(`${text}\n`);
  expect(failure, failure ?? '').toBeNull();
}

/** Programs that once broke a promise, as they were shortened then: a seed alone means something else with every change. */
async function replayRegressions(): Promise<void> {
  for (const { what, plan } of regressions) {
    const { broken } = await runWorld(plan as Plan);
    expect(broken, what).toBeNull();
  }
}

/** Longest time that a share may take, ms: the long form runs for hours. */
export const SHARD_LIMIT_MS = 24 * 3_600_000;
