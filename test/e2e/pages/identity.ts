import type { Locator, Page } from '@playwright/test';

/** Suspected duplicates, and what became of a patient's name. */
export class IdentityPage {
  readonly suspects: Locator;
  readonly pairs: Locator;
  readonly history: Locator;

  constructor(page: Page) {
    this.suspects = page.getByTestId('suspects-note');
    this.pairs = page.getByTestId('suspect-pair');
    this.history = page.getByTestId('identity-history');
  }
}
