import type { Page } from '@playwright/test';

/** Chooses one of a group of radio buttons, or ticks some of a list of check boxes, by their values. */
export async function choose(page: Page, testId: string, ...values: string[]): Promise<void> {
  for (const value of values) await page.getByTestId(testId).locator(`input[value="${value}"]`).check();
}
