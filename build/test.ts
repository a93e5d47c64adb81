import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildChanged } from './build.ts';
import { inRoot, root, say } from './project.ts';

/**
 * `npm test`: builds, then type check, lint, layer check, unit, service and contract tests, end-to-end tests; closes
 * with one plain line. `--only checks|unit|e2e` runs one part; what follows `--` goes to that part's runner.
 */
const { values, positionals } = parseArgs({
  options: { only: { type: 'string' } },
  allowPositionals: true,
});
const wants = (part: string): boolean => values.only === undefined || values.only === part;

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}
const total: Count = { passed: 0, failed: 0, skipped: 0 };

const run = (script: string, ...options: string[]): Promise<number> =>
  new Promise(resolve => {
    const child = spawn(process.execPath, [inRoot('node_modules', script), ...options], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('exit', code => resolve(code ?? 1));
  });

function add({ passed, failed, skipped }: Count): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

async function check(name: string, script: string, ...options: string[]): Promise<void> {
  say(`\n— ${name}`);
  const isOk = (await run(script, ...options)) === 0;
  add({ passed: isOk ? 1 : 0, failed: isOk ? 0 : 1, skipped: 0 });
}

/** Runs a test runner that leaves a report; one that ends badly without a failed test in it counts as a failure. */
async function suite(
  name: string,
  reportFile: string,
  read: (report: unknown) => Count,
  runner: () => Promise<number>,
) {
  say(`\n— ${name}`);
  rmSync(reportFile, { force: true });
  const code = await runner();
  const count = existsSync(reportFile)
    ? read(JSON.parse(readFileSync(reportFile, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  if (code !== 0 && count.failed === 0) count.failed = 1;
  add(count);
}

const cache = inRoot('.cache');
mkdirSync(cache, { recursive: true });
await buildChanged();

if (wants('checks')) {
  const folders = ['shared', 'electron', 'renderer', 'build', 'test'];
  const rules = ['--config', '.dependency-cruiser.cjs', ...folders];
  await Promise.all([
    check('type check', 'typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.json'), // on one core, for the longest
    check('lint and format', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.').then(() =>
      check('layers', 'dependency-cruiser/bin/dependency-cruiser.mjs', ...rules),
    ),
  ]);
}
if (wants('unit')) {
  const report = inRoot('.cache', 'vitest.json');
  interface VitestReport {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
  }
  const read = (json: unknown): Count => {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = json as VitestReport;
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  };
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  await suite('unit, service and contract tests', report, read, () =>
    run('vitest/vitest.mjs', 'run', ...reporters, ...positionals),
  );
}
if (wants('e2e')) {
  const report = inRoot('.cache', 'playwright.json');
  interface PlaywrightReport {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  }
  const read = (json: unknown): Count => {
    const { expected, unexpected, flaky, skipped } = (json as PlaywrightReport).stats;
    return { passed: expected, failed: unexpected + flaky, skipped };
  };
  await suite('end-to-end tests', report, read, () => run('@playwright/test/cli.js', 'test', ...positionals));
}

say('');
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
process.exit(total.failed === 0 ? 0 : 1);
