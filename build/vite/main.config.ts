import { forNode } from './for-node.ts';

export default forNode({
  entry: 'electron/shell/main.ts',
  outFile: 'dist/main/main.cjs',
  external: ['electron'],
});
