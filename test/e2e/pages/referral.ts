import type { Locator, Page } from '@playwright/test';
import { choose } from './choices.ts';

export interface ReferralWords {
  urgency: 'now' | 'within-24h' | 'within-48h';
  reasons: string[];
  impression: string;
  /** Text fields by their name in the form. */
  letter: Record<string, string>;
}

/** Texts of the form that stand in the ACLF step; all others are in the letter. */
const ACLF_TEXTS = ['bloodProducts', 'alcoholAndHerbs', 'pendingResults'];

/** The referral: its form, its signature, and where it is afterwards. */
export class ReferralPage {
  readonly page: Page;
  readonly state: Locator;
  readonly preview: Locator;
  readonly missing: Locator;
  readonly failure: Locator;
  /** What became of it, oldest first. */
  readonly course: Locator;

  constructor(page: Page) {
    this.page = page;
    this.state = page.getByTestId('delivery-state');
    this.preview = page.getByTestId('packet-preview');
    this.missing = page.getByTestId('completeness').locator('[data-testid^="missing-"]');
    this.failure = page.getByTestId('error-note');
    this.course = page.getByTestId('referral-course');
  }

  async start(): Promise<void> {
    await this.page.getByTestId('start-referral').click();
    await this.page.getByTestId('referral-urgency').waitFor();
  }

  async fill({ urgency, reasons, impression, letter }: ReferralWords): Promise<void> {
    await choose(this.page, 'referral-urgency', urgency);
    await choose(this.page, 'referral-reasons', ...reasons);
    await this.step('letter');
    await this.page.getByTestId('referral-impression').fill(impression);
    for (const step of ['letter', 'aclf'] as const) {
      await this.step(step);
      for (const [name, text] of Object.entries(letter))
        if (ACLF_TEXTS.includes(name) === (step === 'aclf')) await this.page.getByTestId(`referral-${name}`).fill(text);
    }
  }

  async step(name: 'where' | 'letter' | 'aclf' | 'consent' | 'transport' | 'review'): Promise<void> {
    await this.page.getByTestId(`step-${name}`).click();
  }

  /** The patient agrees that the data are shared, for care and with the registry. */
  async consent(): Promise<void> {
    await this.step('consent');
    await choose(this.page, 'referral-consent-care', 'yes');
    await choose(this.page, 'referral-consent-registry', 'yes');
  }

  /** One text of the letter anew. */
  async rewrite(name: string, text: string): Promise<void> {
    await this.step('letter');
    await this.page.getByTestId(`referral-${name}`).fill(text);
  }

  /** Signs with fields missing, for this reason. */
  async signIncomplete(password: string, reason: string): Promise<void> {
    await this.page.getByTestId('send-incomplete').click();
    await this.page.getByTestId('incomplete-reason').fill(reason);
    await this.page.getByTestId('sign-password').fill(password);
    await this.page.getByTestId('sign').click();
    await this.state.waitFor();
  }

  async sign(password: string): Promise<void> {
    await this.page.getByTestId('open-sign').click();
    await this.page.getByTestId('sign-password').fill(password);
    await this.page.getByTestId('sign').click();
    await this.state.waitFor();
  }

  async withdraw(reason: string): Promise<void> {
    await this.page.getByTestId('withdraw').click();
    await this.page.getByTestId('void-reason').fill(reason);
    await this.page.getByTestId('void-reason').press('Enter');
    await this.page.getByTestId('void-reason').waitFor({ state: 'detached' }); // stored, before anything else happens
  }

  /** The electronic copy, as a browser saves it. */
  async savePdf(): Promise<string> {
    const downloading = this.page.waitForEvent('download');
    await this.page.getByTestId('packet-pdf').click();
    return (await downloading).path();
  }
}
