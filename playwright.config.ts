import { defineConfig } from '@playwright/test';

/** Each test starts its own workstation on a fresh data folder; the browser comes from test/e2e/fixtures.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '.cache/test-results',
  workers: 2, // a workstation of its own for each; most of a journey is waiting
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '.cache/playwright.json' }]],
  use: { actionTimeout: 15_000, viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' },
});
