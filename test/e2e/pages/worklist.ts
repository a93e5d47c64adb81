import type { Locator, Page } from '@playwright/test';
import { maskName } from '../../../shared/records/masking.ts';

/** The list of patients by time left. */
export class WorklistPage {
  readonly page: Page;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rows = page.getByTestId('patient-row');
  }

  row(patientName: string): Locator {
    return this.rows.filter({ hasText: maskName(patientName) });
  }

  /** Where the referral of a patient is, in the words of the screen. */
  deliveryOf(patientName: string): Locator {
    return this.row(patientName).getByTestId('delivery');
  }

  /** What the row says of the time left. */
  timeOf(patientName: string): Locator {
    return this.row(patientName).locator('.time-left');
  }

  filter(name: 'all' | 'mine' | 'high-risk' | 'awaiting' | 'overdue' | 'unjudged'): Locator {
    return this.page.getByTestId(`work-filter-${name}`);
  }

  /** By keyboard: `/`, then the text. */
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('/');
    await this.page.getByTestId('patient-search').fill(text);
  }

  async open(patientName: string): Promise<void> {
    await this.row(patientName).click();
  }

  /** The patient with the least time left. */
  async openFirst(): Promise<void> {
    await this.rows.first().click();
    await this.page.getByTestId('tab-labs').waitFor();
  }

  async newPatient(): Promise<void> {
    await this.page.getByTestId('new-patient').click();
  }
}
