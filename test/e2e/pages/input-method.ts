import type { CDPSession, Page } from '@playwright/test';

/** A Chinese input method in the field with the focus, as Chromium hears of one. */
export class InputMethod {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** The letters typed so far, underlined: not yet a text. */
  async compose(...steps: string[]): Promise<void> {
    for (const text of steps)
      await this.#session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
  }

  /** A key while a word is being chosen, as Windows sends it: its own name, but key code 229. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys)
      await this.#session.send('Input.dispatchKeyEvent', {
        type: 'rawKeyDown',
        key,
        windowsVirtualKeyCode: 229,
        nativeVirtualKeyCode: 229,
      });
  }

  /** The word was chosen. */
  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', { text });
  }
}
