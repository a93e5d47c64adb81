/**
 * One figure of `npm run bench`: a ratio to a bare yardstick that is measured in the same run, side by side, since machines
 * differ and drift.
 */
export interface BenchLine {
  name: string;
  /** Of ours. */
  median: number;
  p99: number;
  unit: string;
  /** Median of the bare operation. */
  yardstick: number;
  /** Ours ÷ yardstick: smaller is better. */
  ratio: number;
}

export interface Bench {
  /** What it measures; the prefix of its lines' names. */
  name: string;
  /** The most that `ratio` may be, by line name. */
  limits: Record<string, number>;
  run(): Promise<BenchLine[]>;
}

/** One line from paired samples of ours and the yardstick's. */
export function benchLine(
  name: string,
  unit: string,
  ours: readonly number[],
  yardstick: readonly number[],
): BenchLine {
  const median = quantile(ours, 0.5);
  const bare = quantile(yardstick, 0.5);
  return { name, median, p99: quantile(ours, 0.99), unit, yardstick: bare, ratio: median / bare };
}

export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
