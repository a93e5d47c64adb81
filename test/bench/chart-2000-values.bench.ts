import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import { launchChromium } from '../../electron/host/chromium.ts';
import { freshDir, removeDir } from '../support/site.ts';
import type { ChartPage, Showing } from './chart-page/main.tsx';

const ROUNDS = 15;
const WARM_UP = 3;
const MOVES = 60;

/**
 * The course page with 2,000 values in six panels and 200 treatments in real Chromium, beside six bare recharts line charts
 * of the same points: from the click to the paint of all panels, and of the first; and the focus line against a bare
 * line over the bare charts. By turns, without the display's rhythm.
 */
const bench: Bench = {
  name: 'chart.2000-values',
  limits: { 'chart.2000-values': 1.3, 'chart.2000-values.first': 0.4, 'chart.2000-values.focus': 1.2 },
  async run() {
    const dir = freshDir();
    await build({
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        target: 'chrome140',
        outDir: dir,
        lib: {
          entry: join(import.meta.dirname, 'chart-page', 'main.tsx'),
          formats: ['es'],
          fileName: 'page',
          cssFileName: 'page',
        },
      },
    });
    const server = await serve(dir);
    const browser = await launchChromium({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
    try {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      await page.goto(server.address);
      const ours: Showing[] = [];
      const bare: Showing[] = [];
      for (let round = 0; round < ROUNDS + WARM_UP; round++) {
        const turns: ['ours' | 'bare', Showing[]][] = [
          ['ours', ours],
          ['bare', bare],
        ];
        for (const [which, showings] of round % 2 === 0 ? turns : turns.reverse()) {
          const showing = await show(page, which);
          if (round >= WARM_UP) showings.push(showing);
          await page.evaluate(() => (window as unknown as { chartPage: ChartPage }).chartPage.clear());
        }
      }
      const line = await moves(page, 'ours');
      const bareLine = await moves(page, 'bare');
      const all = bare.map(showing => showing.all);
      return [
        benchLine(
          'chart.2000-values',
          'ms',
          ours.map(showing => showing.all),
          all,
        ),
        benchLine(
          'chart.2000-values.first',
          'ms',
          ours.map(showing => showing.first),
          all,
        ),
        benchLine(
          'chart.2000-values.focus',
          'ms',
          line.map(move => move.line),
          bareLine.map(move => move.line),
        ),
        benchLine(
          'chart.2000-values.figures',
          'ms',
          line.map(move => move.figures),
          bareLine.map(move => move.figures),
        ),
      ];
    } finally {
      await browser.close();
      server.close();
      removeDir(dir);
    }
  },
};
export default bench;

async function show(page: Page, which: 'ours' | 'bare'): Promise<Showing> {
  await page.waitForTimeout(100); // what the last round left is over
  await page.click(`#${which}`);
  return page.evaluate(() => (window as unknown as { chartPage: ChartPage }).chartPage.showing);
}

/** Real mouse events over the shown charts, each to another sample. */
async function moves(page: Page, which: 'ours' | 'bare') {
  await show(page, which);
  await page.waitForTimeout(1500); // lane and table are there
  const selector = which === 'ours' ? '[data-testid="course-charts"]' : '#bare-charts';
  const box = await page.locator(selector).boundingBox();
  const samples = [];
  for (let nth = 0; nth < MOVES; nth++) {
    await page.evaluate(name => (window as unknown as { chartPage: ChartPage }).chartPage.awaitMove(name), which);
    await page.mouse.move((box?.x ?? 0) + 300 + ((nth * 37) % 400), (box?.y ?? 0) + 150);
    const move = await page.evaluate(() => (window as unknown as { chartPage: ChartPage }).chartPage.move);
    if (nth >= MOVES / 6) samples.push(move);
  }
  await page.evaluate(() => (window as unknown as { chartPage: ChartPage }).chartPage.clear());
  return samples;
}

/** The built page on a loopback address. */
async function serve(dir: string): Promise<{ address: string; close(): void }> {
  const html =
    '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><body><script type="module" src="page.js"></script>';
  const server = createServer(({ url = '/' }, response) => {
    const name = url.slice(1);
    if (name === '') return response.setHeader('content-type', 'text/html').end(html);
    if (name !== 'page.js' && name !== 'page.css') return response.writeHead(404).end();
    response.setHeader('content-type', name.endsWith('js') ? 'text/javascript' : 'text/css');
    return response.end(readFileSync(join(dir, name)));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
