import { wallDay } from '../../../shared/records/time.ts';
import { LAST_SEQUENCE, parseReferralNumber } from '../../../shared/referral/referral-number.ts';
import { assertEncrypted, openConnection } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { type Reader, Store } from '../database/store.ts';
import { createUnitOfWork, PROGRAM } from '../database/unit-of-work.ts';
import type { Clock, Ids } from '../ports.ts';
import { putSetting, requireSetting, sequenceFloor } from '../vault/setting.ts';
import type { Site } from '../vault/site-file.ts';

interface NewLife {
  database: string;
  dataKey: Buffer;
  clock: Clock;
  ids: Ids;
  /** Where the numbers began after the last restore on this computer. */
  floorHere: Site['sequenceFloor'];
}

/**
 * What a restored database is told before it is used. It has forgotten what happened after its backup, and others have
 * not: so it gets a new epoch, by which the sync knows rows of the old life and reconciles before it sends any; and the
 * day's referral numbers go on at the next thousand, since numbers may already be on paper.
 * @returns what the unlock screen shows of it
 * @throws AppError database-from-newer-version | disk-full
 */
export function beginNewLife({ database, dataKey, clock, ids, floorHere }: NewLife): Partial<Site> {
  const connection = openConnection(database, dataKey);
  try {
    migrate(connection); // the backup is the copy that a migration needs
    const store = new Store(connection);
    const at = clock.now();
    const day = wallDay(at);
    const epoch = ids.uuid();
    const { deviceId } = requireSetting(store, 'device');
    const write = createUnitOfWork({ store, clock, deviceId, epoch: () => epoch, announce: () => undefined });

    const lastKnown = Math.max(lastSequence(store, day), sequenceFloor(store, day), floorFor(floorHere, day));
    const from = Math.min((Math.floor(lastKnown / 1000) + 1) * 1000, LAST_SEQUENCE);
    write(PROGRAM, { action: 'backup.restore', subject: null, reason: null }, tx => {
      putSetting(tx, 'epoch', { epoch, restoredAt: at });
      putSetting(tx, 'sequence-offset', { day, from });
    });
    assertEncrypted(database);
    return {
      facilityName: requireSetting(store, 'facility').name,
      training: requireSetting(store, 'training').training,
      unsent: countUnsent(store),
      sequenceFloor: { day, from },
      suspect: false,
    };
  } finally {
    connection.close();
  }
}

const floorFor = (floor: Site['sequenceFloor'], day: string) => (floor?.day === day ? floor.from : 0);

/** Highest number given out on that day, as far as this database knows. */
function lastSequence(read: Reader, day: string): number {
  const compact = day.replaceAll('-', '');
  const query = read.query.selectFrom('referral').select('number').where('number', 'like', `%-${compact}-%`);
  return Math.max(0, ...read.all(query).map(({ number }) => parseReferralNumber(number ?? '')?.sequence ?? 0));
}

/** Referrals with something in the outbox that nobody has acknowledged. */
function countUnsent(read: Reader): number {
  const query = read.query
    .selectFrom('outbox')
    .select('stream_id')
    .distinct()
    .where('state', 'in', ['pending', 'inflight', 'blocked']);
  return read.all(query).length;
}
