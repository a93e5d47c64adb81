import type { Locator, Page } from '@playwright/test';

/** The stacked trend panels and the table beside them. */
export class CoursePage {
  readonly page: Page;
  readonly sheet: Locator;
  readonly table: Locator;
  readonly panels: Locator;
  /** The slider that walks through the sample times. */
  readonly focus: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByTestId('course-page');
    this.table = page.getByTestId('course-table');
    this.panels = this.sheet.locator('svg.recharts-surface');
    this.focus = page.getByTestId('course-focus');
  }

  panel(id: string): Locator {
    return this.page.getByTestId(`panel-${id}`);
  }
}
