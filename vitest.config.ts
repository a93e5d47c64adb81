import { defineConfig } from 'vitest/config';

const PURE = 'test/shared/**/*.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%', // much of a test is waiting; the default leaves one core idle
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // The medicine and the language keep no state: their files share a process, which saves a start for each.
      { extends: true, test: { name: 'shared', include: [PURE], isolate: false } },
      {
        extends: true,
        test: {
          name: 'machine',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [PURE, 'test/e2e/**', 'test/bench/**'],
        },
      },
    ],
  },
});
