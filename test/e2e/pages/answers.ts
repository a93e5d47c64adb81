import type { Locator, Page } from '@playwright/test';
import { choose } from './choices.ts';

/** What came of a signed referral, on its page: the ward's word by either way, the messages, what asks for a decision. */
export class AnswersPart {
  readonly page: Page;
  /** A telephone answer and the registry's that say different things. */
  readonly difference: Locator;
  readonly entries: Locator;
  readonly messages: Locator;

  constructor(page: Page) {
    this.page = page;
    this.difference = page.getByTestId('answer-difference');
    this.entries = page.getByTestId('course-entry');
    this.messages = page.getByTestId('message');
  }

  entry(kind: string): Locator {
    return this.page.locator(`[data-testid="course-entry"][data-kind="${kind}"]`);
  }

  /** Types in that the ward has declined, as told on the telephone just now. */
  async typeDeclined(by: string, reason: string): Promise<void> {
    await this.page.getByTestId('open-phone-answer').click();
    await choose(this.page, 'phone-answer-kind', 'declined');
    await this.page.getByTestId('phone-answer-by').fill(by);
    await this.page.getByTestId('phone-answer-reason').fill(reason);
    await this.page.getByTestId('phone-answer-save').click();
  }

  /** Says which of two answers holds, and why. */
  async hold(side: 'phone' | 'registry', reason: string): Promise<void> {
    await this.difference.getByTestId(`hold-${side}`).click();
    await this.giveReason(reason);
  }

  /** Answers the reason that was asked for. */
  async giveReason(reason: string): Promise<void> {
    await this.page.getByTestId('void-reason').fill(reason);
    await this.page.getByTestId('void-reason').press('Enter');
  }

  async write(text: string): Promise<void> {
    await this.page.getByTestId('message-body').fill(text);
    await this.page.getByTestId('message-send').click();
  }

  /** The page of paper beside the referral. */
  async look(page: 'P1' | 'return'): Promise<void> {
    await this.page.getByTestId('preview-page').selectOption(page);
  }

  /** Asks for the course on paper; the browser's dialog stays away, the page is shown as it would print. */
  async printCourse(): Promise<void> {
    await this.page.evaluate(() => {
      window.print = () => undefined;
    });
    await this.page.getByTestId('print-course').click();
    await this.page.emulateMedia({ media: 'print' });
  }

  async backToScreen(): Promise<void> {
    await this.page.emulateMedia({ media: 'screen' });
    await this.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  }
}
