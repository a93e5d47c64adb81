import type { Locator, Page } from '@playwright/test';
import type { SettingsSection } from '../../../renderer/app/menu.ts';
import type { Role } from '../../../shared/contract/roles.ts';

export interface NewUser {
  displayName: string;
  login: string;
  password: string;
  roles: readonly Role[];
}

/** The settings, section by section. */
export class SettingsPage {
  readonly page: Page;
  readonly failure: Locator;
  readonly saved: Locator;
  readonly registryResult: Locator;
  readonly auditResult: Locator;
  readonly lastGoodBackup: Locator;
  /** What a registry that was reset holds of each referral. */
  readonly resetLines: Locator;

  constructor(page: Page) {
    this.page = page;
    this.failure = page.getByTestId('error-note');
    this.saved = page.getByTestId('saved');
    this.registryResult = page.getByTestId('registry-result');
    this.auditResult = page.getByTestId('audit-result');
    this.lastGoodBackup = page.getByTestId('backup-last-good');
    this.resetLines = page.getByTestId('reset-line');
  }

  async goTo(section: SettingsSection): Promise<void> {
    await this.page.getByTestId('nav-settings').click();
    await this.page.getByTestId(`settings-${section}`).click();
  }

  private async save(): Promise<void> {
    await this.page.getByTestId('primary-action').click();
  }

  async renameFacility(name: string): Promise<void> {
    await this.goTo('facility');
    await this.page.getByTestId('facility-name').fill(name);
    await this.save();
    await this.saved.waitFor();
  }

  user(login: string): Locator {
    return this.page.getByTestId('users').getByRole('row').filter({ hasText: login });
  }

  async addUser({ displayName, login, password, roles }: NewUser): Promise<void> {
    await this.goTo('users');
    await this.page.getByTestId('add-user').click();
    await this.page.getByTestId('user-displayName').fill(displayName);
    await this.page.getByTestId('user-login').fill(login);
    await this.page.getByTestId('user-password').fill(password);
    for (const role of roles) await this.page.getByTestId(`role-${role}`).check();
    await this.save();
    await this.user(login).waitFor();
  }

  async addWard(ward: { facilityName: string; facilityCode: string; wardName: string; phone: string }): Promise<void> {
    await this.goTo('wards');
    await this.page.getByTestId('add-ward').click();
    for (const [field, text] of Object.entries(ward)) await this.page.getByTestId(`ward-${field}`).fill(text);
    await this.save();
    await this.page.getByTestId('wards').getByText(ward.wardName).waitFor();
  }

  /** Without a token: authentication `none`. */
  async setRegistry(baseUrl: string, token?: string): Promise<void> {
    await this.goTo('registry');
    await this.page.getByTestId('registry-url').fill(baseUrl);
    const way = this.page.getByTestId('registry-auth').locator(`[value=${token === undefined ? 'none' : 'bearer'}]`);
    await way.check();
    if (token === undefined) await this.page.getByTestId('registry-none-confirm').check();
    else await this.page.getByTestId('registry-token').fill(token);
    await this.save();
    await this.saved.waitFor();
  }

  async testRegistry(): Promise<void> {
    await this.page.getByTestId('registry-test').click();
    await this.registryResult.waitFor();
  }

  async compareAfterReset(): Promise<void> {
    await this.page.getByTestId('reset-compare').click();
    await this.resetLines.first().waitFor();
  }

  async sendAgain(): Promise<void> {
    await this.page.getByTestId('reset-resend').click();
  }

  async setBackupFolder(folder: string): Promise<void> {
    await this.goTo('backup');
    await this.page.getByTestId('backup-folder').fill(folder);
    await this.page.getByTestId('backup-set-folder').click();
  }

  async backupNow(): Promise<void> {
    await this.goTo('backup');
    await this.page.getByTestId('backup-run').click();
    await this.page.getByTestId('backup-copies').waitFor();
  }

  async checkAudit(): Promise<void> {
    await this.goTo('audit');
    await this.page.getByTestId('audit-check').click();
    await this.auditResult.waitFor();
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.goTo('password');
    await this.page.getByTestId('password-current').fill(current);
    await this.page.getByTestId('password-next').fill(next);
    await this.page.getByTestId('password-repeat').fill(next);
    await this.save();
    await this.page.getByTestId('password-changed').waitFor();
  }
}
