import type { MilestoneId } from '../../../shared/clinical/milestones.ts';
import { Stamp } from '../../../shared/records/pathway.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { Reader } from '../database/store.ts';
import { stampsOfMoves } from './record-stamps.ts';

/** Any of these says that the patient is on the way or there, whoever said so. */
const GONE: readonly MilestoneId[] = [
  'departed',
  'arrived',
  'admitted',
  'kit-sampled',
  'kit-reported',
  'precipitant-treated',
  'diagnosed',
  'returned',
];

/** A journey of the same episode before this one (turned back, signed anew) says nothing of this one. */
export interface Journey {
  referralId: Id;
  episodeId: Id;
  signedAt: string;
}

/**
 * The stamp by which it is known that the patient has left on this referral: a departure where there is one, else the
 * first word that they are there. Null = still here, as far as is known.
 */
export function patientLeft(read: Reader, { referralId, episodeId, signedAt }: Journey): Stamp | null {
  const rows = read.all(
    read.query.selectFrom('stamp').selectAll().where('episode_id', '=', episodeId).where('voided_at', 'is', null),
  );
  const earlier = read.first(
    read.query
      .selectFrom('referral')
      .select('id')
      .where('episode_id', '=', episodeId)
      .where('signed_at', '<', signedAt)
      .limit(1),
  );
  const typed = rows
    .map(({ id, milestone, at, channel, note, recorded_by: by }) =>
      Stamp.parse({ id, milestone, at, channel, note, by }),
    )
    .filter(({ at }) => earlier === undefined || Date.parse(at) >= Date.parse(signedAt));
  const stamps = [...typed, ...stampsOfMoves(read, [referralId])]
    .filter(({ milestone }) => GONE.includes(milestone))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return stamps.find(({ milestone }) => milestone === 'departed') ?? stamps[0] ?? null;
}
