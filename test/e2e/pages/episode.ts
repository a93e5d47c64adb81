import type { Page } from '@playwright/test';
import { choose } from './choices.ts';

export interface EpisodeWords {
  /** As typed, `2026-11-22 09:05`. */
  t0: string;
  aetiologies: string[];
  cirrhosis: { state: 'yes' | 'no'; basis: string[] };
  acute: string[];
  antiviral: string;
  he: string;
  ascites: string;
  bleeding: string;
}

/** The form of a new episode with its first bedside findings. */
export class EpisodePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async fill(words: EpisodeWords): Promise<void> {
    await this.page.getByTestId('episode-t0').fill(words.t0);
    await choose(this.page, 'episode-aetiologies', ...words.aetiologies);
    await choose(this.page, 'episode-cirrhosis', words.cirrhosis.state);
    if (words.cirrhosis.basis.length > 0) await choose(this.page, 'episode-basis', ...words.cirrhosis.basis);
    await choose(this.page, 'episode-decompensated', 'no');
    await choose(this.page, 'episode-acute', ...words.acute);
    await this.page.getByTestId('episode-antiviral').fill(words.antiviral);
    await choose(this.page, 'finding-he', words.he);
    await choose(this.page, 'finding-ascites', words.ascites);
    await choose(this.page, 'finding-variceal_bleed', words.bleeding);
  }

  async save(): Promise<void> {
    await this.page.getByTestId('save-episode').click();
    await this.page.getByTestId('save-episode').waitFor({ state: 'detached' });
  }
}
