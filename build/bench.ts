import { readdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, BenchLine } from './bench-line.ts';
import { buildChanged } from './build.ts';
import { inRoot, say } from './project.ts';

/** `npm run bench -- [--json FILE] [NAME …]`: runs test/bench/*.bench.ts, prints a table, ends badly over a limit. */
await main();

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
