import type { CDPSession, Page } from 'playwright-core';
import { type Bench, benchLine } from '../../build/bench-line.ts';
import { launchChromium } from '../../electron/host/chromium.ts';
import { labItem } from '../../shared/records/lab-catalogue.ts';
import { LAB_CODES, type LabEntry, type LabPanel } from '../../shared/records/observation.ts';
import { blankPatient } from '../../shared/records/patient.ts';
import { prepareSite } from '../support/prepared-site.ts';
import { freshDir, removeDir, startSite } from '../support/site.ts';
import type { SiteClient } from '../support/site-client.ts';

const VALUES = 1000;
const KEYS = 60;
const WARM_UP = 10;
const PASSWORD = 'Bench-grid-1';

/**
 * From a key's event to the frame that shows its letter, in a cell of the laboratory grid with 1,000 stored values on
 * screen, against a bare uncontrolled input in the same page. Both by turns, each letter a real key event of Chromium;
 * without the display's rhythm, which would round both to the same frame.
 */
const bench: Bench = {
  name: 'grid.keystroke',
  limits: { 'grid.keystroke': 2 },
  async run() {
    const dataDir = freshDir();
    const patientId = await makeRecord(dataDir);
    const site = await startSite({ dataDir });
    const browser = await launchChromium({ args: ['--disable-frame-rate-limit', '--disable-gpu-vsync'] });
    try {
      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      await page.goto(site.address);
      await page.getByTestId('login').fill('doctor');
      await page.getByTestId('password').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByTestId('nav-worklist').waitFor();
      await page.evaluate(id => {
        location.hash = `#/patients/${id}/labs`;
      }, patientId);
      await page.locator('.lab-older button').click();
      await page.getByTestId('new-panel').click();
      await page.getByTestId('panel-time').fill('2026-01-02 03:04');
      await addBareInput(page);
      const shown = await page.locator('.lab-value button').count();
      if (shown < VALUES) throw new Error(`only ${shown} values on screen`);
      const session = await page.context().newCDPSession(page);
      const ours: number[] = [];
      const yardstick: number[] = [];
      for (let nth = 0; nth < KEYS + WARM_UP; nth++) {
        const turns: [number[], string][] = [
          [ours, '[data-testid="cell-CREA"]'],
          [yardstick, '#bare'],
        ];
        for (const [samples, input] of nth % 2 === 0 ? turns : turns.reverse()) {
          const ms = await keyToPaint(page, session, input, String(nth % 10));
          if (nth >= WARM_UP) samples.push(ms);
        }
      }
      return [benchLine('grid.keystroke', 'ms', ours, yardstick)];
    } finally {
      await browser.close();
      await site.stop();
      removeDir(dataDir);
    }
  },
};
export default bench;

/** Beside the grid, in the page: it shares the page's styles and layout, nothing of the program's. */
const addBareInput = (page: Page) =>
  page.evaluate(() => {
    const input = document.createElement('input');
    input.id = 'bare';
    input.style.cssText = 'position:fixed;bottom:4px;left:4px;width:84px;z-index:99';
    document.body.append(input);
  });

/** Real time from the key event (its timestamp is the browser's) until the frame with the letter has been drawn. */
async function keyToPaint(page: Page, session: CDPSession, input: string, key: string): Promise<number> {
  await page.evaluate(async selector => {
    const field = document.querySelector<HTMLInputElement>(selector);
    if (field && document.activeElement !== field) field.focus();
    if (field && field.value.length >= 4) field.select();
    await new Promise(done => setTimeout(done, 60)); // whatever focus set going is over
    const global = window as unknown as { painted: Promise<number> };
    global.painted = new Promise(done => {
      field?.addEventListener(
        'keydown',
        event => {
          const began = event.timeStamp;
          field.addEventListener(
            'input',
            () => {
              requestAnimationFrame(() => {
                const channel = new MessageChannel();
                channel.port1.onmessage = () => done(performance.now() - began);
                channel.port2.postMessage(0);
              });
            },
            { once: true },
          );
        },
        { once: true },
      );
    });
  }, input);
  const event = { key, text: key, code: `Digit${key}`, windowsVirtualKeyCode: 48 + Number(key) };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  return page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
}

/** One patient with as many samples as make 1,000 values. */
async function makeRecord(dataDir: string): Promise<string> {
  let patientId = '';
  const fill = async (client: SiteClient) => {
    patientId = await fillRecord(client);
  };
  await prepareSite({ dataDir, password: PASSWORD, fill });
  return patientId;
}

async function fillRecord(client: SiteClient): Promise<string> {
  const { id } = await client.patients.create({
    ...blankPatient(),
    name: '示例',
    sex: 'male',
    birthDate: '1970-01-01',
  });
  const start = Date.now() - 60 * 86_400_000;
  const episode = await client.episodes.create({
    patientId: id,
    fields: {
      encounter: 'inpatient',
      firstPresentationAt: new Date(start).toISOString(),
      firstPresentationSource: 'triage',
      aetiologies: ['hbv'],
      aetiologyText: '',
      cirrhosis: { state: 'no', basis: [] },
      decompensated: 'no',
      cholestatic: 'no',
      acutePresentation: [],
      precipitants: [],
      antiviral: { drug: '', startedOn: null, stoppedOn: null },
    },
    findings: [],
  });
  const samples = Math.ceil(VALUES / LAB_CODES.length);
  const panels = Array.from({ length: samples }, (_, nth): LabPanel => {
    const entries = LAB_CODES.map((code): LabEntry => {
      const [low] = labItem(code).hard;
      const value = String(Math.max(20, low) + (nth % 5));
      return { code, value, unit: labItem(code).unit, comparator: null, text: null, missing: null, confirmed: true };
    });
    const sampledAt = new Date(start + (nth + 1) * 86_400_000).toISOString();
    return { episodeId: episode.id, sampledAt, timeSource: 'collected', laboratory: '', entries };
  });
  await client.labs.recordPanels({ panels });
  return id;
}
