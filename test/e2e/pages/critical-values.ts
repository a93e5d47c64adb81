import type { Locator, Page } from '@playwright/test';

/** The hospital's table in the settings, and the marks and acknowledgements that follow from it. */
export class CriticalValues {
  readonly page: Page;
  readonly tableState: Locator;
  /** Red counts, on the work list and in the banner. */
  readonly counts: Locator;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tableState = page.getByTestId('critical-table-state');
    this.counts = page.getByTestId('critical-count');
    this.panel = page.getByTestId('critical-panel');
  }

  async openTable(): Promise<void> {
    await this.page.getByTestId('nav-settings').click();
    await this.page.getByTestId('settings-critical-values').click();
  }

  /** Edits lines by their place and signs. */
  async sign(limits: readonly { row: number; side: 'low' | 'high'; value: string }[], password: string): Promise<void> {
    await this.page.getByTestId('edit-critical-table').click();
    for (const { row, side, value } of limits) await this.page.getByTestId(`limit-${side}-${row}`).fill(value);
    await this.page.getByTestId('limits-checked').check();
    await this.page.getByTestId('limits-password').fill(password);
    await this.page.getByTestId('sign-limits').click();
    await this.page.getByTestId('critical-version').waitFor();
  }

  /** Says of the first open one what was done. */
  async acknowledgeFirst(done: string): Promise<void> {
    await this.panel.getByTestId('acknowledge').first().click();
    await this.page.getByTestId('acknowledge-done').fill(done);
    await this.page.getByTestId('acknowledge-save').click();
  }

  async showValueOfFirst(): Promise<void> {
    await this.panel.getByRole('link').first().click();
  }
}
