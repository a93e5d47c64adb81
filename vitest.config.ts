import { defineConfig } from 'vitest/config';

const BROKEN_MODULES = 'test/simulation/mutations.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: '100%', // much of a test is waiting; the default leaves one core idle
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // Our modules keep no state: their files share a process, which saves each a start and all its imports.
      {
        extends: true,
        test: {
          name: 'shared process',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [BROKEN_MODULES, 'test/e2e/**', 'test/bench/**'],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'own process', include: [BROKEN_MODULES] } },
    ],
  },
});
