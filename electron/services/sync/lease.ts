import type { Transaction, Write } from '../database/unit-of-work.ts';
import { PROGRAM } from '../database/unit-of-work.ts';
import type { Clock } from '../ports.ts';

/** Another worker has taken over; this one must not write any more. */
export class LeaseLost extends Error {
  constructor() {
    super('lease-lost');
    this.name = 'LeaseLost';
  }
}

export interface Lease {
  /** `taken`: from now on; `kept`: as before; `other`: another worker holds it. */
  take(): 'taken' | 'kept' | 'other';
  beat(): void;
  release(): void;
  /** Inside a transaction that changes the state of the queue. @throws LeaseLost */
  assertHeld(tx: Transaction): void;
}

const NAME = 'sync';
const LONG_AGO = '1970-01-01T00:00:00.000Z';

/** Row `sync` of the lease table: one worker at a time, each take-over with a higher fence. */
export function createLease(write: Write, clock: Clock, holder: string, takeOverAfterMs: number): Lease {
  let fence = 0;
  const deed = { action: 'sync.lease', subject: null, reason: null };
  const present = (tx: Transaction) =>
    tx.read.first(tx.read.query.selectFrom('lease').selectAll().where('name', '=', NAME));

  return {
    take: () =>
      write(PROGRAM, deed, tx => {
        const row = present(tx);
        // A beat in the future is as stale as an old one: the wall clock has jumped.
        const ageMs = row ? Math.abs(Date.parse(clock.now()) - Date.parse(row.heartbeat_at)) : 0;
        if (row && row.holder !== holder && ageMs < takeOverAfterMs) return 'other';
        const isOurs = row?.holder === holder && row.fence === fence;
        fence = isOurs ? fence : (row?.fence ?? 0) + 1;
        tx.bookkeeping.put('lease', { name: NAME, holder, fence, heartbeat_at: clock.now() });
        return isOurs ? 'kept' : 'taken';
      }),
    beat: () =>
      write(PROGRAM, deed, tx => {
        tx.bookkeeping.update('lease', { name: NAME, holder, fence }, { heartbeat_at: clock.now() });
      }),
    release: () =>
      write(PROGRAM, deed, tx => {
        tx.bookkeeping.update('lease', { name: NAME, holder, fence }, { heartbeat_at: LONG_AGO });
      }),
    assertHeld(tx) {
      const row = present(tx);
      if (row?.holder !== holder || row.fence !== fence) throw new LeaseLost();
    },
  };
}
