import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Services, startServices } from '../services/worker-thread.ts';
import { usualDataFolder } from './data-folder.ts';
import { createHostPlatform } from './print.ts';
import { startHostServer } from './server.ts';

/**
 * The browser host: the same worker and renderer as the Electron shell, over loopback, for a machine without its runtime
 * and for tests. Options: --data DIR, --port N, --no-open. Runs as dist/host/host.mjs; never packaged.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: usualDataFolder() },
    port: { type: 'string', default: '0' },
    'no-open': { type: 'boolean', default: false },
  },
});
const dist = join(import.meta.dirname, '..'); // this file is dist/host/host.mjs
const rendererFolder = join(dist, 'renderer');
const { version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8')) as { version: string };

const platform = createHostPlatform({ rendererFolder });
let starting: Promise<Services> | null = null;

/** One start, however many pages ask. */
function services(): Promise<Services> {
  starting ??= startServices({
    workerFile: join(dist, 'services', 'worker.cjs'),
    dataDir: values.data,
    appVersion: version,
    printing: 'page',
    platform,
    test: testSettings(),
    onFailure: stopped,
  });
  starting.catch(stopped);
  return starting;
}

function stopped(): void {
  console.error('The services stopped unexpectedly. Everything saved is safe; start GanQiao again.');
  process.exit(1);
}

const server = await startHostServer({ services, rendererFolder, port: Number(values.port) });

console.log(`GanQiao is running at ${server.address}`);
console.log('The address opens once, in one browser. Ctrl-C ends the program.');
if (!values['no-open'] && hasDisplay()) openInBrowser(server.address);

const CLOSING_LIMIT_MS = 5000;
let isClosing = false;
async function close(): Promise<void> {
  if (isClosing) return;
  isClosing = true;
  setTimeout(() => process.exit(0), CLOSING_LIMIT_MS).unref(); // Ctrl-C ends everything; what was saved is safe
  await server.close();
  await (await starting)?.close();
  await platform.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void close());

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** The token stands in the fragment; it is gone from the address bar as soon as the page has read it. */
function openInBrowser(address: string): void {
  const [command, ...options] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler']
      : [process.platform === 'darwin' ? 'open' : 'xdg-open'];
  spawn(command ?? '', [...options, address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined) // the address is on the screen
    .unref();
}

/** For tests only: shorter waiting times and the floor of the key derivation. */
function testSettings() {
  const { GANQIAO_TEST } = process.env;
  return GANQIAO_TEST ? (JSON.parse(GANQIAO_TEST) as Parameters<typeof startServices>[0]['test']) : undefined;
}
