import type { Locator, Page } from '@playwright/test';

export interface SetupWords {
  facility: { name: string; department: string; phone: string; code: string; workstation?: string };
  ward: { facilityName: string; facilityCode: string; wardName: string; phone: string };
  user: { displayName: string; login: string; password: string; title?: string; phone?: string };
  samples?: boolean;
}

/** The first-run assistant and the restore beside it. */
export class SetupPage {
  readonly page: Page;
  readonly failure: Locator;
  readonly stillMissing: Locator;
  readonly next: Locator;

  constructor(page: Page) {
    this.page = page;
    this.failure = page.getByTestId('error-note');
    this.stillMissing = page.getByTestId('still-missing');
    this.next = page.getByTestId('primary-action');
  }

  private async fill(answers: Record<string, string>): Promise<void> {
    for (const [testId, text] of Object.entries(answers)) await this.page.getByTestId(testId).fill(text);
  }

  async isShown(): Promise<void> {
    await this.page.getByTestId('facility-name').waitFor();
  }

  async facility({ name, department, phone, code, workstation = '1' }: SetupWords['facility']): Promise<void> {
    await this.page.getByTestId('step-facility').click();
    await this.fill({
      'facility-name': name,
      'facility-department': department,
      'facility-phone': phone,
      'facility-code': code,
      'facility-workstation': workstation,
    });
  }

  async ward({ facilityName, facilityCode, wardName, phone }: SetupWords['ward']): Promise<void> {
    await this.page.getByTestId('step-wards').click();
    await this.fill({
      'ward-1-facilityName': facilityName,
      'ward-1-facilityCode': facilityCode,
      'ward-1-wardName': wardName,
      'ward-1-phone': phone,
    });
  }

  async firstUser({ displayName, login, password, title = '', phone = '' }: SetupWords['user']): Promise<void> {
    await this.page.getByTestId('step-user').click();
    await this.fill({
      'user-name': displayName,
      'user-title': title,
      'user-phone': phone,
      'user-login': login,
      'user-password': password,
      'user-repeat': password,
    });
  }

  /** Reads the key off the screen and types the two asked groups back. @returns all groups of the key */
  async recoveryKey(): Promise<string[]> {
    await this.page.getByTestId('step-recovery').click();
    const list = this.page.getByTestId('recovery-groups');
    await list.waitFor();
    const groups = await list.locator('code').allTextContents();
    for (const echo of ['echo-1', 'echo-2']) {
      const input = this.page.getByTestId(echo);
      const label = (await input.evaluate((element: HTMLInputElement) => element.labels?.[0]?.textContent)) ?? '';
      const number = Number(/\d+/.exec(label)?.[0]);
      await input.fill(groups[number - 1] ?? '');
    }
    return groups;
  }

  async makeWorkstation({ samples = false }: Pick<SetupWords, 'samples'> = {}): Promise<void> {
    await this.page.getByTestId('step-finish').click();
    await this.page.getByTestId('samples').setChecked(samples);
    await this.next.click();
    await this.page.getByTestId('user').waitFor();
  }

  /** The whole assistant. @returns the groups of the recovery key */
  async complete(words: SetupWords): Promise<string[]> {
    await this.isShown();
    await this.facility(words.facility);
    await this.ward(words.ward);
    await this.firstUser(words.user);
    const groups = await this.recoveryKey();
    await this.makeWorkstation(words);
    return groups;
  }

  /** Brings back the newest backup of `folder`; leaves the screen where the restore leaves it. */
  async restoreNewest(
    folder: string,
    key: { login: string; password: string } | { recoveryKey: readonly string[] },
  ): Promise<void> {
    await this.page.getByTestId('way-restore').click();
    const form = this.page.getByTestId('restore-form');
    await form.getByTestId('restore-folder').fill(folder);
    await form.getByTestId('restore-folder').press('Enter');
    await form.getByTestId('restore-copies').waitFor();
    const [byPassword, byRecovery] = await form.getByTestId('restore-by').getByRole('radio').all();
    if ('login' in key) {
      await byPassword?.check();
      await this.fill({ 'restore-login': key.login, 'restore-password': key.password });
    } else {
      await byRecovery?.check();
      await this.fill({ 'restore-recovery-key': key.recoveryKey.join(' ') });
    }
    await form.getByTestId('restore').click();
  }

  /** After a restore by the recovery key. */
  async newPassword(login: string, password: string): Promise<void> {
    await this.fill({ 'recover-login': login, 'recover-password': password });
    await this.next.last().click();
  }
}

/** The screen of a vault that cannot be opened. */
export class ProblemPage {
  readonly page: Page;
  readonly screen: Locator;

  constructor(page: Page) {
    this.page = page;
    this.screen = page.getByTestId('problem');
  }

  async code(): Promise<string | null> {
    await this.screen.waitFor();
    return await this.screen.getAttribute('data-code');
  }

  async tryAgain(): Promise<void> {
    await this.page.getByTestId('try-again').click();
  }

  /** Back to the sign-in, which opens the vault anew. */
  async tryKey(): Promise<void> {
    await this.page.getByTestId('try-key').click();
  }

  async restore(): Promise<void> {
    await this.page.getByTestId('go-restore').click();
  }
}
