import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Day } from '../../../shared/records/time.ts';
import { writeAtomically } from '../files/write-atomically.ts';

/** What may be said before anybody has signed in. Outside the vault, so never anything about a patient. */
const Site = z.object({
  v: z.literal(1),
  facilityName: z.string().nullable(),
  training: z.boolean(),
  /** Referrals signed but not acknowledged, as counted when the vault was last open. */
  unsent: z.int().min(0),
  /** Where the numbers of a day begin since the last restore on this computer. */
  sequenceFloor: z.object({ day: Day, from: z.int() }).nullable(),
  /** A backup found a damaged page: the next opening checks the whole file, however large. */
  suspect: z.boolean(),
});
export type Site = Omit<z.infer<typeof Site>, 'v'>;

const UNKNOWN: Site = { facilityName: null, training: false, unsent: 0, sequenceFloor: null, suspect: false };

/** A damaged file is as good as none: the vault knows all of it and writes it anew when it opens. */
export function readSite(file: string): Site {
  try {
    const { v: _, ...site } = Site.parse(JSON.parse(readFileSync(file, 'utf8')));
    return site;
  } catch {
    return UNKNOWN;
  }
}

export const writeSite = (file: string, site: Site): void =>
  writeAtomically(file, JSON.stringify(Site.parse({ v: 1, ...site })));
