import { forNode } from './for-node.ts';

export default forNode({
  entry: 'electron/services/lab-imports/reading-thread.ts',
  outFile: 'dist/lab-imports/reading-thread.cjs',
  external: [],
});
