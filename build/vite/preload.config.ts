import { forNode } from './for-node.ts';

/** One CommonJS file: a sandboxed preload can require nothing but `electron`. */
export default forNode({
  entry: 'electron/shell/preload.ts',
  outFile: 'dist/preload/preload.cjs',
  external: ['electron'],
});
