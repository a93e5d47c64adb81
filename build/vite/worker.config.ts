import { forNode } from './for-node.ts';

export default forNode({
  entry: 'electron/services/worker.ts',
  outFile: 'dist/services/worker.cjs',
  external: ['better-sqlite3'],
});
