import { it } from 'vitest';
import { runShard, SHARD_LIMIT_MS } from './shard.ts';

it('every promise of the sync holds in every world of this share', () => runShard(1), SHARD_LIMIT_MS);
