import type { Locator, Page } from '@playwright/test';
import { choose } from './choices.ts';

/** What the hospital's policy says, and the physician's word on it. */
export class AdvicePanel {
  readonly page: Page;
  readonly panel: Locator;
  readonly level: Locator;
  readonly computed: Locator;
  readonly decided: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByTestId('advice');
    this.level = page.getByTestId('advice-level');
    this.computed = page.getByTestId('advice-computed');
    this.decided = page.getByTestId('advice-decided');
  }

  rule(id: string): Locator {
    return this.page.getByTestId(`rule-${id}`);
  }

  async confirm(): Promise<void> {
    await this.page.getByTestId('confirm-advice').click();
  }

  async override(level: string, reason: string): Promise<void> {
    await this.page.getByTestId('override-advice').click();
    await choose(this.page, 'override-level', level);
    await this.page.getByTestId('override-reason').fill(reason);
    await this.page.getByTestId('override-do').click();
  }
}
