import type { Locator, Page } from '@playwright/test';
import { maskName } from '../../../shared/records/masking.ts';

/** Where each signed referral is. */
export class OutboxPage {
  readonly page: Page;
  readonly rows: Locator;
  readonly line: Locator;
  /** What does not go by itself, with what can be done. */
  readonly problem: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByTestId('outbox-row');
    this.line = page.getByTestId('line-summary');
    this.problem = page.getByTestId('problem');
  }

  /** By referral number, or by the patient's name, which stands masked in the list. */
  row(text: string): Locator {
    return this.rows.filter({ hasText: /\d/.test(text) ? text : maskName(text) });
  }

  deliveryOf(text: string): Locator {
    return this.row(text).getByTestId('delivery');
  }

  async syncNow(): Promise<void> {
    await this.page.getByTestId('sync-now').click();
  }

  /** Opens the corrected supplement of what was refused. */
  async correct(): Promise<void> {
    await this.problem.getByTestId('choice-edit').click();
  }

  async printAndPhone(): Promise<void> {
    await this.problem.getByTestId('print-and-phone').click();
  }

  async exportFile(): Promise<void> {
    await this.problem.getByTestId('export-file').click();
  }

  async openReferral(text: string): Promise<void> {
    await this.row(text).click();
  }
}
