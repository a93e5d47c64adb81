import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';

const root = join(import.meta.dirname, '..', '..', 'renderer');

/** The font packages name each file twice, as woff2 and as woff for browsers of 2016: 15 MB that nobody would read. */
const woff2Only: Plugin = {
  name: 'ganqiao:woff2-only',
  enforce: 'pre',
  transform: (code, id) =>
    /@fontsource.*\.css$/.test(id) ? code.replace(/,\s*url\([^)]+\.woff\)\s*format\(['"]woff['"]\)/g, '') : null,
};

/**
 * The two pages of the window: the workstation and the pages that go to paper. Relative addresses, so that the same
 * files serve app:// and loopback; nothing inline, so that the strict CSP holds; no source maps.
 */
const config: InlineConfig = {
  root,
  base: './',
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  plugins: [woff2Only],
  build: {
    target: 'chrome140', // Electron 45 is newer, and so is every browser that the host is opened in
    outDir: join(root, '..', 'dist', 'renderer'),
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0, // files, not data: addresses
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200, // kB; read from the local disk, and only after the unlock screen
    rolldownOptions: {
      input: ['index.html', 'print.html'].map(page => join(root, page)).filter(existsSync),
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning); // antd's "use client" means nothing here
      },
    },
  },
};

export default config;
