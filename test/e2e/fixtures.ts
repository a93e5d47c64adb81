import { cpSync } from 'node:fs';
import { test as base, expect } from '@playwright/test';
import { launchChromium } from '../../electron/host/chromium.ts';
import { prepareSite } from '../support/prepared-site.ts';
import { type Registry, startRegistry } from '../support/registry/registry.ts';
import { freshDir, type RunningSite, removeDir, startSite } from '../support/site.ts';
import { TEST_FACILITY, TEST_WARD } from '../support/site-client.ts';
import type { SetupWords } from './pages/setup.ts';

export { expect };

/** The first-run answers of every journey. */
export const SETUP: SetupWords = {
  facility: {
    name: TEST_FACILITY.name,
    department: TEST_FACILITY.department,
    phone: TEST_FACILITY.phone,
    code: TEST_FACILITY.code,
  },
  ward: TEST_WARD,
  user: {
    displayName: '示例医生',
    login: 'doctor',
    password: 'Journey-1',
    title: '主治医师',
    phone: '13900001234',
  },
};

interface Fixtures {
  /** A fresh data folder with a running workstation on it; stopped and removed afterwards. */
  site: RunningSite;
  /** A registry that knows both hospitals, answering until `down()`. */
  registry: Registry;
}

/** Tests over the built browser host, in the Chromium of the npm registry. */
export const test = base.extend<Fixtures>({
  browser: [
    async ({}, use) => {
      const browser = await launchChromium();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  site: async ({}, use) => {
    const site = await startSite({ dataDir: freshDir() });
    await use(site);
    await site.stop();
    removeDir(site.dataDir);
  },
  registry: async ({}, use) => {
    const organizations = [
      { code: TEST_FACILITY.code, name: TEST_FACILITY.name },
      { code: TEST_WARD.facilityCode, name: TEST_WARD.facilityName },
    ];
    const registry = await startRegistry({ organizations });
    await use(registry);
    await registry.close();
  },
});

type Records = Omit<Parameters<typeof prepareSite>[0], 'dataDir' | 'password'>;

/** Tests that begin behind the sign-in of a site that already holds these records. */
export const testWith = (records: Records) =>
  test.extend<object, { prepared: string }>({
    prepared: [
      async ({}, use) => {
        const dataDir = freshDir();
        await prepareSite({ dataDir, password: SETUP.user.password, ...records });
        await use(dataDir);
        removeDir(dataDir);
      },
      { scope: 'worker' },
    ],
    site: async ({ prepared }, use) => {
      const dataDir = freshDir();
      cpSync(prepared, dataDir, { recursive: true });
      const site = await startSite({ dataDir });
      await use(site);
      await site.stop();
      removeDir(dataDir);
    },
  });

/** … the fictional sample patients. */
export const testWithSamples = testWith({ samples: true });
