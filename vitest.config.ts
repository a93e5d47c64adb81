import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/bench/**'],
    pool: 'forks',
    isolate: false, // our modules keep no state: files share a process, which saves each a start and all its imports
    maxWorkers: '100%', // much of a test is waiting; the default leaves one core idle
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
