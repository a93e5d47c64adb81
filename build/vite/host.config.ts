import { forNode } from './for-node.ts';

/** The browser host runs from a checkout only, so what drives a browser stays in node_modules. */
export default forNode({
  entry: 'electron/host/main.ts',
  outFile: 'dist/host/host.mjs',
  external: ['better-sqlite3', 'playwright-core', '@sparticuz/chromium'],
});
