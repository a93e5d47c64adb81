import type { Locator, Page } from '@playwright/test';

/** Results from a laboratory's file: choose, look, tick, import, undo. */
export class LabImportPage {
  readonly page: Page;
  readonly facts: Locator;
  readonly stop: Locator;
  readonly rows: Locator;
  readonly run: Locator;
  readonly done: Locator;

  constructor(page: Page) {
    this.page = page;
    this.facts = page.getByTestId('import-facts');
    this.stop = page.getByTestId('import-stop');
    this.rows = page.getByTestId('import-rows').locator('tr[data-effect]');
    this.run = page.getByTestId('import-run');
    this.done = page.getByTestId('import-done');
  }

  /** From any page of the patient. */
  async open(): Promise<void> {
    await this.page.keyboard.press('g');
    await this.page.keyboard.press('l');
    await this.page.getByTestId('open-import').click();
    await this.page.getByTestId('choose-file').waitFor();
  }

  async choose(name: string, text: string): Promise<void> {
    const file = { name, mimeType: 'text/csv', buffer: Buffer.from(text) };
    await this.page.getByTestId('choose-file-picker').setInputFiles(file);
    await this.facts.waitFor();
  }

  async another(): Promise<void> {
    await this.page.getByTestId('import-another').click();
  }

  async undo(reason: string): Promise<void> {
    await this.page.getByTestId('undo-import').click();
    await this.page.getByTestId('void-reason').fill(reason);
    await this.page.getByTestId('void-question').getByRole('button').first().click();
    await this.page.getByTestId('void-question').waitFor({ state: 'detached' });
  }
}
