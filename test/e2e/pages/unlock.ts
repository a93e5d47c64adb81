import type { Locator, Page } from '@playwright/test';
import type { NEWS_KINDS } from '../../../shared/referral/ward-answer.ts';

/** The screen before sign-in. */
export class UnlockPage {
  readonly page: Page;
  readonly facilityName: Locator;
  readonly failure: Locator;
  readonly unsent: Locator;
  /** How many referrals have something new; no word more. */
  readonly news: Locator;
  readonly trainingMark: Locator;

  constructor(page: Page) {
    this.page = page;
    this.facilityName = page.locator('.entrance-facility');
    this.failure = page.getByTestId('error-note');
    this.unsent = page.getByTestId('unsent-count');
    this.news = page.getByTestId('news-count');
    this.trainingMark = page.getByTestId('training-mark');
  }

  /** `address` carries the one-time token, as the host prints it. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
  }

  async isShown(): Promise<void> {
    await this.page.getByTestId('unlock').waitFor();
  }

  async speak(language: '中文' | 'English'): Promise<void> {
    await this.page.getByRole('button', { name: language }).click();
  }

  /** Types the name and password and presses Enter; does not wait for the answer. */
  async tryPassword(login: string, password: string): Promise<void> {
    await this.page.getByTestId('login').fill(login);
    await this.page.getByTestId('password').fill(password);
    await this.page.getByTestId('password').press('Enter');
  }

  /** Signs in and waits for the workspace. */
  async unlock(login: string, password: string): Promise<void> {
    await this.tryPassword(login, password);
    await this.page.getByTestId('user').waitFor();
  }
}

/** The bar above every page. */
export class Bar {
  readonly page: Page;
  readonly user: Locator;
  readonly lastSync: Locator;
  readonly queueLength: Locator;
  readonly backupAge: Locator;
  readonly trainingMark: Locator;
  readonly newsLines: Locator;
  /** Nothing is sent: the registry is not what it was. */
  readonly reset: Locator;

  constructor(page: Page) {
    this.page = page;
    this.newsLines = page.getByTestId('news');
    this.reset = page.getByTestId('reset-banner');
    this.user = page.getByTestId('user');
    this.lastSync = page.getByTestId('last-sync');
    this.queueLength = page.getByTestId('queue-length');
    this.backupAge = page.getByTestId('backup-age');
    this.trainingMark = page.getByTestId('training-mark');
  }

  async goTo(place: 'worklist' | 'outbox' | 'settings'): Promise<void> {
    await this.page.getByTestId(`nav-${place}`).click();
  }

  /** What nobody has taken note of, by its kind. */
  news(kind: (typeof NEWS_KINDS)[number]): Locator {
    return this.page.locator(`[data-testid="news"][data-kind="${kind}"]`);
  }

  async speak(language: 'zh-CN' | 'en'): Promise<void> {
    await this.page.getByTestId('language').selectOption(language);
  }

  async lock(): Promise<void> {
    await this.page.getByTestId('lock').click();
    await this.page.getByTestId('unlock').waitFor();
  }
}
