import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..', 'renderer');

/**
 * The two pages of the window: the workstation and the pages that go to paper. Relative addresses, so that the same
 * files serve app:// and loopback; nothing inline but fonts' addresses, so that the strict CSP holds; no source maps.
 */
const config: InlineConfig = {
  root,
  base: './',
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    target: 'chrome140', // Electron 45 is newer, and so is every browser that the host is opened in
    outDir: join(root, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0, // files, not data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500, // kB; antd with the clinical pages, read from the local disk after the unlock screen
    rolldownOptions: {
      input: ['index.html', 'print.html'].map(page => join(root, page)).filter(existsSync),
    },
  },
};

export default config;
