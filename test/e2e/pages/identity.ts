import type { Locator, Page } from '@playwright/test';
import { choose } from './choices.ts';

/** Unnamed patients, suspected duplicates, and the merge of two records. */
export class IdentityPage {
  readonly page: Page;
  readonly suspects: Locator;
  readonly pairs: Locator;
  readonly history: Locator;

  constructor(page: Page) {
    this.page = page;
    this.suspects = page.getByTestId('suspects-note');
    this.pairs = page.getByTestId('suspect-pair');
    this.history = page.getByTestId('identity-history');
  }

  /** From the form of a new patient to the episode of one whose name nobody knows. */
  async addUnnamed(sex: 'male' | 'female', age: string): Promise<void> {
    await this.page.getByTestId('unnamed').click();
    await choose(this.page, 'unnamed-sex', sex);
    await this.page.getByTestId('unnamed-age').fill(age);
    await this.page.getByTestId('add-unnamed').click();
    await this.page.getByTestId('episode-page').waitFor();
  }

  /** Opens the form that gives the unnamed patient shown a name. */
  async startConfirming(): Promise<void> {
    await this.page.getByTestId('confirm-identity').click();
    await this.page.getByTestId('confirm-identity-page').waitFor();
  }

  async confirm(): Promise<void> {
    await this.page.getByTestId('save-identity').click();
    await this.page.getByTestId('confirm-identity-page').waitFor({ state: 'detached' });
  }

  async openSuspects(): Promise<void> {
    await this.page.getByTestId('open-suspects').click();
    await this.page.getByTestId('suspects-page').waitFor();
  }

  /** Merges the first pair of the list. */
  async mergeFirst(reason: string): Promise<void> {
    await this.page.getByTestId('merge-pair').first().click();
    await this.page.getByTestId('merge-reason').fill(reason);
    await this.page.getByTestId('merge-records').click();
    await this.page.getByTestId('patient-banner').waitFor();
  }

  async openHistory(): Promise<void> {
    await this.page.getByTestId('open-identity-history').click();
    await this.history.waitFor();
  }

  async undoMerge(reason: string): Promise<void> {
    await this.page.getByTestId('undo-merge').click();
    await this.page.getByTestId('void-reason').fill(reason);
    await this.page.keyboard.press('Enter');
    await this.page.getByTestId('void-question').waitFor({ state: 'detached' });
  }
}
