import { mkdirSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { BackupCopy, BackupStatus } from '../../../shared/contract/administration.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { ServiceDependencies } from '../service.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import { putSetting, readSetting } from '../vault/setting.ts';
import type { VaultPaths } from '../vault/vault-folder.ts';
import { readBackupState, writeBackupState } from './backup-state.ts';
import { type Copy, type CopyKind, findCopies, vaultMark } from './copies.ts';
import type { CopyRunner } from './copy-in-thread.ts';

const LOOK_EVERY_MS = 10 * 60_000;
const TRY_AGAIN_MS = 60 * 60_000; // after a failed automatic copy

export interface BackupDependencies extends ServiceDependencies {
  vault: Pick<OpenVault, 'vaultId' | 'file' | 'keyringFile' | 'lendKey'>;
  paths: VaultPaths;
  copy: CopyRunner;
  /** `lastFailure` or the copies changed, though no row did. */
  onChange: () => void;
  /** The vault itself turned out to have a damaged page. */
  onDamage: () => void;
}

export type BackupService = ReturnType<typeof createBackup>;

/** Copies of the open vault: daily, on request, and (by open-vault.ts) before a migration. A failure changes nothing. */
export function createBackup(dependencies: BackupDependencies) {
  const { read, write, clock, vault, paths, copy, onChange, onDamage } = dependencies;
  let underWay: Promise<AppError | null> | null = null;
  let failedAtMs: number | null = null;
  let timer: NodeJS.Timeout | null = null;

  const folder = () => readSetting(read, 'backup')?.folder ?? paths.backups;

  const ownCopies = async () => {
    const copies = await findCopies(folder());
    return copies.filter(candidate => candidate.vaultMark === vaultMark(vault.vaultId));
  };

  const status = async (): Promise<BackupStatus> => {
    const copies = await ownCopies();
    const state = readBackupState(paths.backupState, vault.vaultId);
    // The folder may be on a stick that is not plugged in: then what is remembered counts.
    const good = [copies[0]?.at, state.lastGoodAt].filter(at => typeof at === 'string');
    return {
      folder: folder(),
      copies: copies.map(asBackupCopy),
      lastGoodAt: good.sort().at(-1) ?? null,
      lastFailure: state.lastFailure,
    };
  };

  const remember = (failure: AppError | null) => {
    const at = clock.now();
    const { lastGoodAt } = readBackupState(paths.backupState, vault.vaultId);
    writeBackupState(paths.backupState, {
      vault: vault.vaultId,
      lastGoodAt: failure ? lastGoodAt : at,
      lastFailure: failure ? { at, code: failure.code } : null,
    });
    failedAtMs = failure ? clock.monotonicMs() : null;
    onChange();
  };

  const makeOne = async (kind: CopyKind): Promise<void> => {
    const { vaultId, file, keyringFile } = vault;
    const plan = { folder: folder(), vaultId, kind, at: clock.now(), keyringFile };
    const key = vault.lendKey();
    try {
      await copy({ plan, source: file, key });
    } finally {
      key.fill(0);
    }
  };

  const audit = (actor: Actor, kind: CopyKind, failure: AppError | null) => {
    const reason = failure ? `${kind}:${failure.code}` : kind;
    try {
      write(actor, { action: failure ? 'backup.failed' : 'backup.run', subject: null, reason }, tx => tx.note());
    } catch {
      // A full disk, or a vault that was closed meanwhile: neither changes what became of the copy.
    }
  };

  /** One copy at a time; whoever asks meanwhile gets the outcome of the one under way. Never rejects. */
  const attempt = (actor: Actor, kind: CopyKind): Promise<AppError | null> => {
    underWay ??= (async () => {
      let failure: AppError | null = null;
      try {
        await makeOne(kind);
      } catch (thrown) {
        const sorted = asFileFailure(thrown);
        failure = sorted instanceof AppError ? sorted : new AppError('internal', undefined, { cause: thrown });
      }
      underWay = null;
      if (failure && (failure.code === 'database-damaged' || failure.code === 'wrong-key')) onDamage();
      remember(failure);
      audit(actor, kind, failure);
      return failure;
    })();
    return underWay;
  };

  /** Makes the day's copy where there is none yet. Never rejects: `status` tells what came of it. */
  const runIfDue = async (): Promise<void> => {
    if (failedAtMs !== null && clock.monotonicMs() - failedAtMs < TRY_AGAIN_MS) return;
    const today = wallDay(clock.now());
    const copies = await ownCopies();
    const isDone = copies.some(({ kind, at }) => kind !== 'migration' && wallDay(at) === today);
    if (!isDone) await attempt(PROGRAM, 'daily');
  };

  return {
    status,
    runIfDue,

    /** @throws AppError backup-failed; the reason stands in `status().lastFailure` */
    async run(actor: Actor): Promise<BackupStatus> {
      const failure = await attempt(actor, 'request');
      if (failure) throw new AppError('backup-failed', undefined, { cause: failure });
      return status();
    },

    /**
     * Chooses where copies go; those in the old folder stay there.
     * @throws AppError invalid-input | folder-read-only | disk-full
     */
    setFolder(actor: Actor, input: { folder: string }): Promise<BackupStatus> {
      const chosen = usableFolder(input.folder, paths);
      write(actor, { action: 'backup.setFolder', subject: null, reason: null }, tx => {
        putSetting(tx, 'backup', { folder: chosen });
        tx.announce({ type: 'backup.changed' });
      });
      failedAtMs = null;
      return status();
    },

    /** Sets the daily copy going. */
    start(): void {
      timer ??= setInterval(() => void runIfDue(), LOOK_EVERY_MS).unref();
      void runIfDue();
    },

    /** Starts no further copy and waits for the one under way. */
    async stop(): Promise<void> {
      if (timer) clearInterval(timer);
      timer = null;
      await underWay;
    },
  };
}

export const asBackupCopy = ({ file, at, bytes }: Copy): BackupCopy => ({ file, at, bytes });

function usableFolder(folder: string, paths: VaultPaths): string {
  const chosen = resolve(folder);
  const fromVault = relative(paths.folder, chosen);
  const isInVault = !fromVault.startsWith('..') && !isAbsolute(fromVault);
  // A folder inside the vault's own would be moved away with an unusable vault.
  if (!isAbsolute(folder) || isInVault) throw new AppError('invalid-input', { fields: ['folder'] });
  try {
    mkdirSync(chosen, { recursive: true });
    const probe = join(chosen, '.ganqiao-write-probe');
    writeAtomically(probe, 'may this folder be written?');
    rmSync(probe, { force: true });
  } catch (failure) {
    throw asFileFailure(failure);
  }
  return chosen;
}
