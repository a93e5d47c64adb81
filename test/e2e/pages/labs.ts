import { expect, type Locator, type Page } from '@playwright/test';

/** The laboratory grid. */
export class LabsPage {
  readonly page: Page;
  readonly grid: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByTestId('lab-grid');
  }

  cell(code: string): Locator {
    return this.page.getByTestId(`cell-${code}`);
  }

  get pastePreview(): Locator {
    return this.page.getByTestId('paste-preview');
  }

  /** What Ctrl+V brings, as Excel leaves it on the clipboard; into the cell with the focus. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate(plain => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', plain);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, text);
  }

  question(code: string): Locator {
    return this.page.getByTestId(`question-${code}`);
  }

  /** The first panel of a patient, and an unfinished one, open by themselves. */
  async startPanel(sampledAt: string): Promise<void> {
    const time = this.page.getByTestId('panel-time');
    await expect(async () => {
      if (!(await time.isVisible())) await this.page.getByTestId('new-panel').click({ timeout: 1000 });
      await time.waitFor({ timeout: 1000 });
    }).toPass();
    await time.fill(sampledAt);
  }

  async type(values: Record<string, string>): Promise<void> {
    for (const [code, text] of Object.entries(values)) {
      await this.cell(code).fill(text);
      await this.cell(code).blur();
    }
  }

  async save(): Promise<void> {
    await this.page.getByTestId('save-panel').click();
    await this.page.getByTestId('panel-saved').waitFor();
  }

  async addPanel(sampledAt: string, values: Record<string, string>): Promise<void> {
    await this.startPanel(sampledAt);
    await this.type(values);
    await this.save();
  }
}
