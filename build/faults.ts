import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildChanged } from './build.ts';
import { inRoot, root, say } from './project.ts';

/**
 * `npm run faults`: runs the fault list and the simulation, prints a line a fault, `F12 pass …` or `F12 fail …`, and last
 * `50 of 50 faults survived`; ends well only then. `-- --long`: the full figures of the design. What a fault is, is said
 * here; its tests bear its number at the head of their titles.
 */
const FAULTS: Readonly<Record<number, string>> = {
  1: 'connection refused',
  2: 'a name that does not resolve',
  3: 'a hang after the connection; the abandoned request commits later',
  4: 'a hang in the middle of the request',
  5: 'the connection dropped after the commit',
  6: 'truncated JSON',
  7: 'captive portal, redirect to a log-in page',
  8: 'wrong content type, empty answer',
  9: 'certificate expired, of another host, of an unknown authority',
  10: 'a proxy that asks for a password',
  11: 'a slow line and a big letter: the Task first',
  12: 'a line that comes and goes',
  13: 'the same request delivered twice',
  14: 'two streams that finish in reverse order',
  15: '500, 502, 503 with Retry-After, 429',
  16: '400 on one entry: rolled back, one stream dead with the field',
  17: '413',
  18: '401 in the middle of a drain: refreshed, refused',
  19: '403',
  20: '412: own write landed, foreign write',
  21: '409: own write landed, foreign write',
  22: 'If-Match ignored: the lost write found and repaired',
  23: 'no transactions',
  24: 'at most 50 updates a transaction',
  25: 'no next links, pages cut, no total, links expired',
  26: 'an unknown search parameter',
  27: 'a stale search',
  28: "the server's clock ten minutes back, a day ahead",
  29: 'a row that becomes visible behind the cursor',
  30: 'one time stamp larger than a page',
  31: 'the registry wiped, or restored from a backup',
  32: 'a Task deleted',
  33: 'an unknown business status',
  34: 'unknown fields and extensions survive',
  35: 'kill -9 at any moment',
  36: 'disk full, database held, read-only',
  37: 'a power cut in the middle of writing',
  38: 'two instances',
  39: 'the local clock a year off, in a wrong zone',
  40: 'many referrals after thirty days offline',
  41: 'a referral changed while its bundle is on its way',
  42: 'withdrawn against accepted, in both orders',
  43: 'a message written before its referral has gone',
  44: 'an upgrade with a full outbox',
  45: 'the local database restored from an old backup',
  46: 'a letter changed on the disk',
  47: 'sleep and resume in the middle of an upload',
  48: 'every emitted code and unit is in the table',
  49: 'the simulation',
  50: 'no patient data where it must not be',
};
/** All of its tests count, whatever their titles. */
const SIMULATION = 49;
/** 1,200,000 planned steps: many worlds of a morning each find more than a few long ones. */
const LONG_SIMULATION = { SIM_WORLDS: '20000', SIM_STEPS: '60' };

const HELP = `npm run faults             F1 to F50 and the simulation, about four minutes on two cores
npm run faults -- --long   the full figures: an hour for the faults (F11 alone 50 min, F35 11 min, F12 5 min),
                           and some hours beside it for the simulation, 20,000 worlds of 60 steps
`;
const { values } = parseArgs({
  options: { long: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const report = inRoot('.cache', 'faults.json');

mkdirSync(inRoot('.cache'), { recursive: true });
rmSync(report, { force: true });
await buildChanged();
await runTests();

interface Ran {
  fault: number;
  title: string;
  isPassed: boolean;
}

const ran = existsSync(report) ? testsOf(JSON.parse(readFileSync(report, 'utf8'))) : [];
let survived = 0;
for (const [number, what] of Object.entries(FAULTS)) {
  const tests = ran.filter(({ fault }) => fault === Number(number));
  const isSurvived = tests.length > 0 && tests.every(({ isPassed }) => isPassed);
  if (isSurvived) survived += 1;
  const failed = tests.filter(({ isPassed }) => !isPassed).map(({ title }) => title);
  const because = tests.length === 0 ? ': no test ran' : `: ${failed.join('; ')}`;
  process.stdout.write(`F${number} ${isSurvived ? 'pass' : 'fail'} ${what}${isSurvived ? '' : because}\n`);
}
const total = Object.keys(FAULTS).length;
process.stdout.write(`${survived} of ${total} faults survived\n`);
process.exit(survived === total ? 0 : 1);

/** The runner's own words go to standard error: standard output is the list. */
function runTests(): Promise<void> {
  const long = { GANQIAO_FAULTS: 'long', GANQIAO_KILLS: '200', ...LONG_SIMULATION };
  say(values.long ? 'The long form takes hours.' : 'A few minutes …');
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  return new Promise(resolve => {
    const child = spawn(
      process.execPath,
      [inRoot('node_modules', 'vitest/vitest.mjs'), 'run', 'test/faults', 'test/simulation', ...reporters],
      { cwd: root, stdio: ['ignore', 2, 2], env: { ...process.env, ...(values.long ? long : {}) } },
    );
    child.on('exit', () => resolve());
  });
}

interface Report {
  testResults: {
    name: string;
    status: string;
    assertionResults: { title: string; status: string }[];
  }[];
}

function testsOf({ testResults }: Report): Ran[] {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const isSimulation = name.replaceAll('\\', '/').includes('/test/simulation/');
    const tests = assertionResults.map(({ title, status: how }) => ({
      fault: isSimulation ? SIMULATION : Number(/^F(\d+) /.exec(title)?.[1] ?? 0),
      title,
      isPassed: how === 'passed',
    }));
    const isBroken = status === 'failed' && tests.every(({ isPassed }) => isPassed); // the file itself
    return isBroken && isSimulation ? [...tests, { fault: SIMULATION, title: name, isPassed: false }] : tests;
  });
}
