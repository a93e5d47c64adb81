import type { Plan } from './plan.ts';
import { runWorld } from './world.ts';

/** Worlds that may be run to make one shorter. */
const TRIES = 150;

/** Leaves out steps, first many at once, then one by one, as long as the same promise still breaks. */
export async function shrink(plan: Plan): Promise<Plan> {
  const wanted = (await runWorld(plan)).broken?.invariant;
  let tries = 0;
  const isStillBroken = async (candidate: Plan): Promise<boolean> => {
    tries += 1;
    return (await runWorld(candidate)).broken?.invariant === wanted;
  };
  let short = plan;
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < short.steps.length && tries < TRIES; ) {
      const candidate = { ...short, steps: short.steps.toSpliced(at, size) };
      if (await isStillBroken(candidate)) short = candidate;
      else at += size;
    }
  }
  const calm = { ...short, weather: short.weather.map(() => 'good' as const) };
  return tries < TRIES && (await isStillBroken(calm)) ? calm : short;
}
