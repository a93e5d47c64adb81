import { Chance } from './chance.ts';
import type { WEATHERS } from './line.ts';

/** What may happen, and how often against each other. */
const COMMON = {
  sign: 16,
  supplement: 4,
  withdraw: 5,
  depart: 7,
  'depart-by-phone': 3,
  'turn-back': 2,
  message: 5,
  'ward-moves': 30,
  'ward-message': 5,
  'ward-takes-file': 6,
  'ward-takes-codes': 3,
  'ward-answers-by-file': 6,
  weather: 10,
  press: 4,
} as const;

/** Each world has some of these: all at once would hide one behind another. */
const RARE = {
  crash: 8,
  'crash-at-commit': 10,
  'second-program': 6,
  'clock-jump': 6,
  'disk-full': 5,
  'registry-restart': 5,
  'late-visibility': 6,
  'small-pages': 4,
  'if-match-off': 6,
  'registry-wipe': 2,
  'registry-restore': 3,
  'county-restore': 4,
  'registry-clock': 4,
  'ward-restore': 3,
} as const;

export type Kind = keyof typeof COMMON | keyof typeof RARE;
export const OPERATIONS = Object.keys(COMMON) as Kind[];
export const FAULTS = Object.keys(RARE) as Kind[];

/** One thing that happens. `dice` decides its particulars, so that a shortened plan throws the same dice. */
export interface Step {
  readonly atMs: number;
  readonly kind: Kind;
  /** Which county or ward. */
  readonly site: number;
  readonly dice: number;
}

export interface Plan {
  readonly seed: number;
  readonly counties: number;
  readonly wards: number;
  readonly steps: readonly Step[];
  /** Weather of each line at the beginning. */
  readonly weather: readonly (typeof WEATHERS)[number][];
}

const MEAN_GAP_MS = 45_000;

/** @param certain rare things that this world has in any case; with them the lines are bad from the beginning */
export function planOf(seed: number, length: number, certain?: readonly Kind[]): Plan {
  const chance = new Chance(seed);
  const rare = Object.entries(RARE).filter(([kind]) => chance.isSo(0.3) || (certain?.includes(kind as Kind) ?? false));
  const weights = { ...COMMON, ...Object.fromEntries(rare) } as Partial<Record<Kind, number>>;
  const counties = 2 + (chance.isSo(0.2) ? chance.int(3) : 0);
  const wards = 1 + (chance.isSo(0.3) ? 1 : 0);
  let atMs = 0;
  const steps = Array.from({ length }, (_, nth): Step => {
    atMs += chance.isSo(0.4) ? chance.between(0, 2_000) : chance.between(0, 2 * MEAN_GAP_MS);
    const kind = nth < 2 ? 'sign' : chance.weighted(weights);
    return { atMs, kind, site: chance.int(1_000), dice: chance.int(2 ** 31) };
  });
  const weather = Array.from({ length: counties + wards }, () => {
    if (certain) return 'stormy' as const;
    return chance.isSo(0.5) ? ('good' as const) : ('flaky' as const);
  });
  return { seed, counties, wards, steps, weather };
}
