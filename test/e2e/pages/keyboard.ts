import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any page has: what is further away cannot be reached. */
const MOST_STOPS = 120;

/** Hands on the keys only: whatever is used here, a clinician without a mouse can use. */
export class Keyboard {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Tab by Tab to what is shown; fails where Tab never leads there. */
  async reach(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    const isThere = () => target.evaluate(element => element.contains(document.activeElement));
    for (let stops = 0; stops < MOST_STOPS; stops++) {
      if (await isThere()) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  /** Reaches a button or a link, and presses it. */
  async push(target: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
    await this.reach(target, key);
    await this.page.keyboard.press('Enter');
  }

  /** Reaches a field and types over what it holds. */
  async fill(target: Locator, text: string, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
    await this.reach(target, key);
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.type(text);
  }

  /** Reaches a group of radio buttons and goes down to the one with the value. */
  async choose(group: Locator, value: string): Promise<void> {
    await this.reach(group);
    const wanted = group.locator(`input[value="${value}"]`);
    if (!(await group.locator('input:checked').count())) await this.page.keyboard.press('Space');
    for (let steps = 0; steps < 12 && !(await wanted.isChecked()); steps++) await this.page.keyboard.press('ArrowDown');
    await expect(wanted).toBeChecked();
  }

  /** The page's one button, from wherever the focus is. */
  async next(button: Locator): Promise<void> {
    await expect(button).toBeEnabled();
    await this.page.keyboard.press('Control+Enter');
    await expect(button).toBeFocused();
    await this.page.keyboard.press('Enter');
  }

  /** What another program left on the clipboard, into what has the focus. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate(plain => navigator.clipboard.writeText(plain), text);
    await this.page.keyboard.press('Control+v');
  }
}
