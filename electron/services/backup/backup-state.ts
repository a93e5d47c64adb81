import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { Instant } from '../../../shared/records/time.ts';
import { writeAtomically } from '../files/write-atomically.ts';

/** Outside the vault: a full disk, the commonest failure, would keep it from being written inside. */
const BackupState = z.object({
  v: z.literal(1),
  vault: z.uuid(),
  lastGoodAt: Instant.nullable(),
  lastFailure: z.object({ at: Instant, code: z.string() }).nullable(),
});
export type BackupState = Omit<z.infer<typeof BackupState>, 'v'>;

/** What is remembered of this vault's backups; nothing of another vault's. */
export function readBackupState(file: string, vault: string): BackupState {
  const nothing = { vault, lastGoodAt: null, lastFailure: null };
  try {
    const { v: _, ...state } = BackupState.parse(JSON.parse(readFileSync(file, 'utf8')));
    return state.vault === vault ? state : nothing;
  } catch {
    return nothing;
  }
}

/** As far as the disk lets it: what is not written down is still told to whoever is signed in. */
export function writeBackupState(file: string, state: BackupState): void {
  try {
    writeAtomically(file, JSON.stringify({ v: 1, ...state }));
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure;
  }
}
