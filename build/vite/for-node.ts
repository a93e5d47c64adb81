import { basename, dirname, extname, join } from 'node:path';
import type { InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/**
 * A bundle for Node 24 (Electron 45 and the `node` package): everything in it but Node itself and `external`. The
 * ending of `outFile` says the module kind. No source maps: they would carry our sources into the installer.
 */
export function forNode({
  entry,
  outFile,
  external,
}: {
  entry: string;
  outFile: string;
  external: string[];
}): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(root, entry), // = for Node, not for a browser
      target: 'node24',
      outDir: join(root, dirname(outFile)),
      emptyOutDir: true,
      sourcemap: false,
      minify: false, // read from the disk; stack frames in the log stay readable
      rolldownOptions: {
        external,
        output: {
          format: extname(outFile) === '.cjs' ? 'cjs' : 'es',
          entryFileNames: basename(outFile),
          chunkFileNames: `[name]-[hash]${extname(outFile)}`, // what is imported only when needed
        },
      },
    },
    ssr: { noExternal: true, external },
  };
}
