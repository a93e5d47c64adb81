import type { Compilable } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from '../../../electron/services/database/store.ts';
import { createOutbox } from '../../../electron/services/outbox/outbox-service.ts';
import { eligibleRows, hasWork, reopenForbidden } from '../../../electron/services/sync/queue.ts';
import { hasOldLife } from '../../../electron/services/sync/restored.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

let store: OpenStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.close());

/** How SQLite would answer what `ask` asks. */
function plans(ask: (read: Reader) => unknown): string[] {
  const asked: string[] = [];
  const plan = (query: Compilable) => {
    const { sql, parameters } = query.compile();
    const steps = store.connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[];
    asked.push(steps.map(({ detail }) => detail).join('; '));
  };
  const read: Reader = {
    query: store.read.query,
    all: <Row>(query: Compilable<Row>) => {
      plan(query);
      return [] as Row[];
    },
    first: query => {
      plan(query);
      return undefined;
    },
  };
  ask(read);
  return asked;
}

describe('the queue, however long, is read by its indexes', () => {
  it.each(['care', 'letters'] as const)('whose turn it is in %s', lane => {
    const [plan = ''] = plans(read => eligibleRows(read, lane).next());
    expect(plan).toContain('USING INDEX outbox_turn');
    expect(plan).toMatch(/SEARCH e USING (COVERING )?INDEX outbox_by_stream \(stream_id=\? AND seq<\?\)/);
    expect(plan).not.toMatch(/SCAN [oe] *(;|$)|TEMP B-TREE/);
  });

  it('whether there is work, what is unsent and which streams are open', () => {
    for (const plan of plans(hasWork)) expect(plan).toContain('outbox_turn');
    const [queued, stuck] = plans(read => createOutbox({ read }).summary());
    expect([queued, stuck]).toEqual([
      expect.stringContaining('COVERING INDEX outbox_turn'),
      expect.stringContaining('INDEX outbox_stuck'),
    ]);
    const [open, closed] = plans(read => createOutbox({ read }).list());
    expect(open).toContain('COVERING INDEX outbox_turn');
    expect(closed).toContain('INDEX outbox_stuck');
  });

  it('whether anything is of before a restore, or was forbidden', () => {
    for (const plan of plans(read => hasOldLife(read, 'epoch'))) expect(plan).toContain('COVERING INDEX outbox_life');
    const unused = () => {
      throw new Error('nothing is to be written');
    };
    expect(plans(read => reopenForbidden(read, unused)).join()).toContain('INDEX outbox_stuck');
  });
});
