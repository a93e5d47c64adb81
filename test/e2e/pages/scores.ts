import type { Locator, Page } from '@playwright/test';

/** One line a score, opening to its arithmetic. */
export class ScoresPage {
  readonly page: Page;
  readonly detail: Locator;
  readonly citation: Locator;

  constructor(page: Page) {
    this.page = page;
    this.detail = page.getByTestId('score-detail');
    this.citation = page.getByTestId('score-citation');
  }

  line(scoreId: string): Locator {
    return this.page.getByTestId(`score-${scoreId}`);
  }

  value(scoreId: string): Locator {
    return this.line(scoreId).getByTestId('score-value');
  }

  async open(scoreId: string): Promise<void> {
    await this.line(scoreId).getByRole('button').click();
    await this.detail.waitFor();
  }

  async close(scoreId: string): Promise<void> {
    await this.line(scoreId).getByRole('button').click();
    await this.detail.waitFor({ state: 'detached' });
  }
}
