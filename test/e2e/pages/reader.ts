import type { Locator, Page } from '@playwright/test';
import type { RoadFault } from '../../../shared/referral/trust.ts';

/** Keys of a hand scanner that types on a keyboard of letters. */
const SHIFTED: Readonly<Record<string, string>> = {
  $: 'Digit4',
  '%': 'Digit5',
  '*': 'Digit8',
  '+': 'Equal',
  ':': 'Semicolon',
};
const PLAIN: Readonly<Record<string, string>> = { ' ': 'Space', '-': 'Minus', '.': 'Period', '/': 'Slash' };

const keyOf = (character: string): { code: string; shiftKey: boolean } => {
  const shifted = SHIFTED[character];
  if (shifted) return { code: shifted, shiftKey: true };
  if (/\d/.test(character)) return { code: `Digit${character}`, shiftKey: false };
  return PLAIN[character] ? { code: PLAIN[character], shiftKey: false } : { code: `Key${character}`, shiftKey: true };
};

/** Where referrals come in without a line, and one of them once it is taken. */
export class ReaderPage {
  readonly page: Page;
  readonly preview: Locator;
  readonly verdict: Locator;
  readonly counter: Locator;
  readonly fault: Locator;
  readonly received: Locator;
  /** Of a referral that is taken. */
  readonly state: Locator;
  readonly pasteField: Locator;

  constructor(page: Page) {
    this.page = page;
    this.preview = page.getByTestId('received-preview');
    this.verdict = page.getByTestId('verdict');
    this.counter = page.getByTestId('code-counter');
    this.fault = page.getByTestId('road-fault');
    this.received = page.getByTestId('received').locator('tbody tr');
    this.state = page.getByTestId('received-state');
    this.pasteField = page.getByTestId('paste-code');
  }

  async open(): Promise<void> {
    await this.page.getByTestId('nav-reader').click();
    await this.pasteField.waitFor();
  }

  async paste(...texts: string[]): Promise<void> {
    await this.pasteField.fill(texts.join(' '));
    await this.pasteField.press('Enter');
  }

  /** The keys of a scanner, as they arrive where a Chinese input method is on: their places, but no letters. */
  async scan(text: string): Promise<void> {
    const keys = [...text].map(keyOf);
    await this.page.evaluate(typed => {
      const target = document.activeElement ?? document.body;
      for (const { code, shiftKey } of typed)
        target.dispatchEvent(
          new KeyboardEvent('keydown', {
            ...{ code, shiftKey, key: 'Process', keyCode: 229, isComposing: true },
            ...{ bubbles: true, cancelable: true },
          }),
        );
      target.dispatchEvent(
        new KeyboardEvent('keydown', { code: 'Enter', key: 'Enter', bubbles: true, cancelable: true }),
      );
    }, keys);
  }

  async choosePicture(png: Buffer): Promise<void> {
    await this.page
      .getByTestId('read-picture-picker')
      .setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer: png });
  }

  async chooseFile(text: string): Promise<void> {
    const file = { name: 'referral.gqx', mimeType: 'application/octet-stream', buffer: Buffer.from(text) };
    await this.page.getByTestId('read-file-picker').setInputFiles(file);
  }

  /** A value with its time, as one row says it. */
  row(name: string | RegExp): Locator {
    return this.page.getByTestId('received-content').locator('tr').filter({ hasText: name });
  }

  async take(): Promise<void> {
    await this.page.getByTestId('take-received').click();
    await this.state.waitFor();
  }

  async restart(): Promise<void> {
    await this.page.getByTestId('reader-restart').click();
  }

  async lookThroughCamera(): Promise<void> {
    await this.page.getByTestId('camera').click();
  }

  faultNamed(fault: RoadFault): Locator {
    return this.page.locator(`[data-testid="road-fault"][data-fault="${fault}"]`);
  }
}
