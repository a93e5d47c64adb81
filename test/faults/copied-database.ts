import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Place {
  folder: string;
  key: Buffer;
}

const made: string[] = [];

/** A folder for a database that outlives its process; `removePlaces` clears all. */
export function freshPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'ganqiao-faults-'));
  made.push(folder);
  return { folder, key: randomBytes(32) };
}

/** The database as it stands on the disk this moment, as after a power cut; no checkpoint, no lock. */
export function copyOf({ folder, key }: Place): Place {
  const copy = { ...freshPlace(), key };
  for (const name of ['vault.db', 'vault.db-wal']) {
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy.folder, name));
  }
  return copy;
}

export function removePlaces(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
