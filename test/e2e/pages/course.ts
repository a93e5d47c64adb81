import type { Locator, Page } from '@playwright/test';

/** The stacked trend panels and the table beside them. */
export class CoursePage {
  readonly page: Page;
  readonly table: Locator;
  readonly panels: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByTestId('course-table');
    this.panels = page.getByTestId('course-page').locator('svg.recharts-surface');
  }
}
