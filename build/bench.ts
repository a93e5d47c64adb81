import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildChanged } from './build.ts';
import { inRoot, say } from './project.ts';

/**
 * `npm run bench -- [--json FILE] [NAME …]`: runs test/bench/*.bench.ts. A figure is a ratio to a bare yardstick that is
 * measured in the same run, side by side, since machines differ and drift.
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

function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

if (import.meta.main) await main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
  await buildChanged();
  const lines: BenchLine[] = [];
  const limits: Record<string, number> = {};
  for (const file of readdirSync(inRoot('test/bench')).filter(name => name.endsWith('.bench.ts'))) {
    const { default: bench } = (await import(inRoot('test/bench', file))) as { default: Bench };
    if (positionals.length > 0 && !positionals.some(wanted => bench.name.startsWith(wanted))) continue;
    say(`Measuring ${bench.name} …`);
    lines.push(...(await bench.run()));
    Object.assign(limits, bench.limits);
  }
  const digits = (value: number) => Number(value.toPrecision(4));
  console.table(
    lines.map(({ name, median, p99, unit, yardstick, ratio }) => ({
      name,
      median: digits(median),
      p99: digits(p99),
      unit,
      yardstick: digits(yardstick),
      ratio: digits(ratio),
      limit: limits[name] ?? '',
    })),
  );
  if (values.json) writeFileSync(values.json, `${JSON.stringify(lines, null, 2)}\n`);
  const over = lines.filter(({ name, ratio }) => ratio > (limits[name] ?? Number.POSITIVE_INFINITY));
  for (const { name, ratio } of over) say(`${name}: ${ratio.toFixed(2)} is over its limit of ${limits[name]}`);
  process.exit(over.length === 0 ? 0 : 1);
}
