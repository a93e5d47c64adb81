import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedShell, startShellDouble } from '../support/shell-double/shell-double.ts';
import { buildFixtureDist } from './fixture-dist.ts';
import { askServices, connected } from './fixture-page.ts';

const A4_POINTS = [594.96, 841.92]; // Chromium's A4: 210 × 297 mm at 1/72 inch, rounded to its pixels

let dist: string;
let dataDir: string;
const running: StartedShell[] = [];

const start = async (printFailure: string | null) => {
  const started = await startShellDouble({ dist, dataDir, settings: { printFailure } });
  running.push(started);
  await connected(started.page);
  /** Asks the shell through the worker's own line to its platform. */
  const ask = async (platform: string, document: object) =>
    (await askServices(started.page, { platform, document })) as Record<string, unknown>;
  return { ...started, ask };
};

beforeAll(async () => {
  dist = await buildFixtureDist();
  dataDir = await mkdtemp(join(tmpdir(), 'ganqiao-print-'));
});
afterAll(async () => {
  for (const { shell, close } of running) {
    await close();
    expect(shell.problems).toEqual([]);
  }
  await rm(dist, { recursive: true });
  await rm(dataDir, { recursive: true });
});

describe('paper on the shell double (not Electron)', () => {
  it('makes an A4 PDF of the packet in a hidden window without preload, which is gone afterwards', async () => {
    const { ask, shell, page } = await start(null);
    const trap = '</script>"; window.close(); // \u2028';
    const reply = await ask('renderPdf', { print: { by: `李医生 ${trap}` } });
    const pdf = await getDocument({ data: new Uint8Array(reply.value as Uint8Array), verbosity: 0 }).promise;
    expect(pdf.numPages).toBe(1);
    const first = await pdf.getPage(1);
    const [width, height] = [first.view[2] ?? 0, first.view[3] ?? 0];
    expect(Math.abs(width - (A4_POINTS[0] ?? 0))).toBeLessThan(1);
    expect(Math.abs(height - (A4_POINTS[1] ?? 0))).toBeLessThan(1);
    const { items } = await first.getTextContent();
    const text = items.map(item => ('str' in item ? item.str : '')).join(' ');
    expect(text).toContain('</script>"; window.close();'); // data stays data
    expect(text).toContain('clinic: none');
    const { info } = (await pdf.getMetadata()) as { info: Record<string, unknown> };
    expect(info.Title ?? '').not.toContain('李医生');
    expect((await first.getStructTree())?.children.length).toBeGreaterThan(0); // tagged
    expect(page.context().pages()).toHaveLength(1);
    expect(shell.calls.find(call => call.api === 'webContents.printToPDF')?.args).toEqual([
      { preferCSSPageSize: true, printBackground: true, generateTaggedPDF: true },
    ]);
  });

  it('prints through the system’s dialog, never silently', async () => {
    const { ask, shell } = await start(null);
    expect(await ask('print', { size: 'A4', print: { by: '李医生' } })).toEqual({ id: 1, value: 'printed' });
    expect(shell.calls.find(call => call.api === 'webContents.print')?.args).toEqual([
      { silent: false, printBackground: true, pageSize: 'A4' },
    ]);
  });

  it('gives the size of continuous forms in microns, since Chromium has no name for it', async () => {
    const { ask, shell } = await start(null);
    await ask('print', { size: 'dot-matrix', print: { by: '李医生' } });
    expect(shell.calls.find(call => call.api === 'webContents.print')?.args).toEqual([
      { silent: false, printBackground: true, pageSize: { width: 241_000, height: 140_000 } },
    ]);
  });

  it('takes a cancelled print for a normal answer', async () => {
    const { ask } = await start('Print job canceled');
    expect(await ask('print', { size: 'A4', print: { by: '李医生' } })).toEqual({ id: 1, value: 'cancelled' });
  });

  it('says that printing failed, and never that it was done', async () => {
    const { ask } = await start('Print job failed');
    expect(await ask('print', { size: 'A4', print: { by: '李医生' } })).toEqual({ id: 1, failed: true });
  });

  it('fails where the print page cannot show the packet, and leaves no window behind', async () => {
    const { ask, page } = await start(null);
    expect(await ask('renderPdf', {})).toEqual({ id: 1, failed: true });
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  /** Ends the process of each hidden page as soon as it works on its packet, so many times. */
  const crashHiddenPages = (page: Page, times: number) => {
    const opened: Page[] = [];
    const crash = async (hidden: Page) => {
      opened.push(hidden);
      if (opened.length > times) return;
      await hidden.waitForURL(/print\.html/);
      const session = await hidden.context().newCDPSession(hidden);
      void session.send('Page.crash').catch(() => {}); // nobody is left to answer
    };
    page.context().on('page', hidden => void crash(hidden));
    return opened;
  };

  it('makes the PDF in a new window at once when the page’s process ends under it', async () => {
    const { ask, shell, page } = await start(null);
    const opened = crashHiddenPages(page, 1);
    const reply = await ask('renderPdf', { print: { by: '李医生' }, waitMs: 500 });
    expect(Buffer.from(reply.value as Uint8Array).toString('latin1')).toMatch(/^%PDF/);
    expect(opened).toHaveLength(2);
    expect(shell.calls.filter(call => call.api === 'webContents.printToPDF')).toHaveLength(1);
    await expect.poll(() => page.context().pages().length).toBe(1);
  });

  it('shows the print dialog once when the page’s process ended before it', async () => {
    const { ask, shell, page } = await start(null);
    crashHiddenPages(page, 1);
    const document = { size: 'A4', print: { by: '李医生' }, waitMs: 500 };
    expect(await ask('print', document)).toEqual({ id: 1, value: 'printed' });
    expect(shell.calls.filter(call => call.api === 'webContents.print')).toHaveLength(1);
  });

  it('gives up at the second end without waiting for its time limit', async () => {
    const { ask, page } = await start(null);
    const opened = crashHiddenPages(page, 2);
    expect(await ask('renderPdf', { print: { by: '李医生' }, waitMs: 500 })).toEqual({ id: 1, failed: true });
    expect(opened).toHaveLength(2);
    await expect.poll(() => page.context().pages().length).toBe(1);
  }, 20_000);
});
