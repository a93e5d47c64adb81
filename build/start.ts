import { type ChildProcess, spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { buildChanged } from './build.ts';
import { electronRuntime } from './electron-runtime.ts';
import { root, say } from './project.ts';
import { spawnHost } from './spawn-host.ts';

/**
 * `npm start`: the Electron shell where its runtime is here or can be fetched, else the browser host.
 * Options: --browser (the browser host at once), --data DIR, --port N, --no-open (browser host only).
 */
const { values } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    data: { type: 'string' },
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
  },
});
const data = values.data === undefined ? [] : ['--data', values.data];

const runtime = values.browser ? null : await electronRuntime();
if (!values.browser && runtime === null)
  say('The Electron runtime is not on this machine and could not be fetched, so GanQiao runs in the browser instead.');
await buildChanged(
  runtime
    ? ['renderer', 'worker', 'backup-thread', 'reading-thread', 'main', 'preload']
    : ['renderer', 'worker', 'backup-thread', 'reading-thread', 'host'],
);

const child: ChildProcess = runtime
  ? spawn(runtime, [root, ...data], { stdio: 'inherit' })
  : spawnHost(hostOptions(), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', code => process.exit(code ?? 0));

function hostOptions(): string[] {
  const port = values.port === undefined ? [] : ['--port', values.port];
  return [...data, ...port, ...(values['no-open'] ? ['--no-open'] : [])];
}
