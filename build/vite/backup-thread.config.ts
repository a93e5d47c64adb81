import { forNode } from './for-node.ts';

export default forNode({
  entry: 'electron/services/backup/backup-thread.ts',
  outFile: 'dist/backup/backup-thread.cjs',
  external: ['better-sqlite3'],
});
