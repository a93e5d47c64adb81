import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import { spawnHost } from '../../build/spawn-host.ts';
import { launchChromium } from '../../electron/host/chromium.ts';
import { startServices } from '../../electron/services/worker-thread.ts';
import { freshDir, removeDir } from '../support/site.ts';
import { clientOver, setUpSite } from '../support/site-client.ts';

/** Starts of each kind, in turn, after one of each that is not counted. */
const ROUNDS = 9;

/** A page that could not be simpler, from a server that could not be simpler. */
const BLANK = `
  const { createServer } = require('node:http');
  const page = '<!doctype html><title>x</title><p>ready</p>';
  const server = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(page));
  server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));
`;

/**
 * From starting the process to the first paint of the unlock screen, against the same for a blank page of a bare
 * node:http; the browser starts beside the server on both sides.
 */
const bench: Bench = {
  name: 'start.browser-host',
  limits: { 'start.browser-host': 1.5 },
  async run() {
    const dataDir = freshDir();
    try {
      await makeVault(dataDir);
      const stdio = ['ignore', 'pipe', 'inherit'] as const;
      const host = () => spawnHost(['--data', dataDir, '--no-open'], { stdio: [...stdio] });
      const blank = () => spawn(process.execPath, ['-e', BLANK], { stdio: [...stdio] });
      const ours: number[] = [];
      const yardstick: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const starts: [number[], () => Promise<number>][] = [
          [ours, () => timeToPaint(host, page => page.locator('input[type=password]').waitFor())],
          [yardstick, () => timeToPaint(blank, page => page.getByText('ready').waitFor())],
        ];
        for (const [samples, start] of round % 2 === 0 ? starts : starts.reverse()) {
          const ms = await start();
          if (round > 0) samples.push(ms);
        }
      }
      return [benchLine('start.browser-host', 'ms', ours, yardstick)];
    } finally {
      removeDir(dataDir);
    }
  },
};
export default bench;

async function timeToPaint(start: () => ChildProcess, isPainted: (page: Page) => Promise<void>): Promise<number> {
  const started = performance.now();
  const child = start();
  const [address, browser] = await Promise.all([addressOf(child), launchChromium()]);
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(address);
    await isPainted(page);
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    return performance.now() - started;
  } finally {
    await browser.close();
    child.kill();
  }
}

const addressOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server ended before it was ready')));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', line => {
      const found = /http:\/\/\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
  });

async function makeVault(dataDir: string): Promise<void> {
  const services = await startServices({
    workerFile: new URL('../../dist/services/worker.cjs', import.meta.url),
    dataDir,
    appVersion: 'bench',
    printing: 'page',
    platform: { renderPdf: () => Promise.reject(new Error('not here')), print: () => Promise.resolve('page') },
    test: { cheapKeys: true },
    onFailure: failure => {
      throw failure;
    },
  });
  await setUpSite(clientOver(services.connect()), { password: 'Bench-start-1' });
  await services.close();
}
