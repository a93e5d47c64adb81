import type { Locator, Page } from '@playwright/test';
import { choose } from './choices.ts';

export interface PatientWords {
  name: string;
  sex: 'male' | 'female';
  birthDate: string;
  idNumber: string;
  inpatient: string;
  phone: string;
  address: string;
}

/** The form of a new patient, and the frame that a patient's pages stand in. */
export class PatientPage {
  readonly page: Page;
  readonly banner: Locator;
  readonly idWarning: Locator;
  readonly worstGrade: Locator;

  constructor(page: Page) {
    this.page = page;
    this.banner = page.getByTestId('patient-banner');
    this.idWarning = page.getByTestId('id-warning');
    this.worstGrade = page.getByTestId('worst-grade');
  }

  async fill(words: PatientWords): Promise<void> {
    await this.page.getByTestId('patient-name').fill(words.name);
    await choose(this.page, 'patient-sex', words.sex);
    await this.page.getByTestId('patient-birth-date').fill(words.birthDate);
    await this.page.getByTestId('identity-number').fill(words.idNumber);
    await this.page.getByTestId('patient-number-inpatient').fill(words.inpatient);
    await choose(this.page, 'patient-allergy', 'no');
    await this.page.getByTestId('patient-insurance').click();
    await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
    await this.page.getByTestId('patient-phone').fill(words.phone);
    await this.page.getByTestId('patient-address').fill(words.address);
  }

  /** On to the episode. */
  async save(): Promise<void> {
    await this.page.getByTestId('save-patient').click();
    await this.page.getByTestId('episode-page').waitFor();
  }

  async goTo(tab: 'overview' | 'labs' | 'course' | 'scores' | 'treatment' | 'referral'): Promise<void> {
    await this.page.getByTestId(`tab-${tab}`).click();
  }
}
