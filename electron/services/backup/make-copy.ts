import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { beginCopy, type CopyPlan } from './copies.ts';
import { copyVault } from './copy-vault.ts';

export interface CopyJob {
  plan: CopyPlan;
  /** The database of the open vault. */
  source: string;
  key: Buffer;
}

/** As the job travels into the thread, and its outcome back. */
export type CopyRequest = Omit<CopyJob, 'key'> & { key: Uint8Array };
export interface CopyReply {
  failed: ErrorCode | null;
}

/**
 * Makes one verified copy and lets the older ones that are no longer kept go, or leaves everything as it was. Takes
 * seconds, or minutes on a slow share: in a thread of its own, unless nobody can be waiting.
 * @param copy fills the copy's database
 * @throws AppError database-damaged | wrong-key (the vault) | backup-unreadable (the copy) | disk-full | …
 */
export function makeCopy({ plan, source, key }: CopyJob, copy: typeof copyVault = copyVault): void {
  const draft = beginCopy(plan);
  try {
    copy(source, draft.database, key);
    draft.finish();
  } finally {
    draft.discard();
  }
}
