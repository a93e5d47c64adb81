import { copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InferContractRouterInputs } from '@orpc/contract';
import type { BackupCopy, backup } from '../../../shared/contract/administration.ts';
import { AppError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { asFileFailure } from '../files/file-failure.ts';
import { renameHeld, syncFolder, syncPath, writeAtomically } from '../files/write-atomically.ts';
import type { Clock, Ids } from '../ports.ts';
import { setPassword } from '../users/set-password.ts';
import { accountByLogin } from '../users/user-account.ts';
import { type Keyring, readKeyring, unwrapByPassword, unwrapByRecoveryKey } from '../vault/keyring.ts';
import { countedCheck, type Lockout } from '../vault/lockout.ts';
import { parseRecoveryKey } from '../vault/recovery-key.ts';
import type { Vault } from '../vault/vault.ts';
import { makeUnfinishedFolder, placeRestoredVault, type VaultPaths } from '../vault/vault-folder.ts';
import { asBackupCopy } from './backup-service.ts';
import { copyFiles, listCopies, locateCopy } from './copies.ts';
import { isSound, verifyCopy } from './copy-vault.ts';
import { beginNewLife } from './new-life.ts';

type Input = InferContractRouterInputs<typeof backup>;

export interface RestoreDependencies {
  vault: Vault;
  lockout: Lockout;
  clock: Clock;
  ids: Ids;
  /** Closes the vault again where nobody else has it open. */
  closeIfUnused: () => void;
}

export type Restoring = ReturnType<typeof createRestore>;

/**
 * Troubles for which a backup may take the vault's place. A database of a newer version, a full disk or a folder that
 * cannot be written are cured otherwise and lose nothing; a vault that another program holds is in use.
 */
const REPLACEABLE: readonly ErrorCode[] = ['wrong-key', 'database-damaged', 'keyring-damaged', 'cipher-absent'];

/** The ways back in before anybody can sign in: a backup, or the recovery key. */
export function createRestore({ vault, lockout, clock, ids, closeIfUnused }: RestoreDependencies) {
  const { paths } = vault;

  /** @throws AppError vault-exists, or the trouble that a restore does not cure */
  const assertReplaceable = () => {
    const state = vault.state();
    if (state.is === 'absent') return;
    if (state.is !== 'unusable') throw new AppError('vault-exists');
    if (!REPLACEABLE.includes(state.code)) throw new AppError(state.code, state.data);
  };

  const unwrap = (keyring: Keyring, key: Input['restore']['key']): Promise<Buffer> | Buffer => {
    if (key.kind === 'recovery') return unwrapByRecoveryKey(keyring, parseRecoveryKey(key.recoveryKey));
    const check = () => unwrapByPassword(keyring, key.login, key.password);
    return countedCheck(lockout, key.login, check).then(({ result }) => result);
  };

  return {
    /** Copies in a folder, newest first; in the usual one where none is named. */
    list({ folder }: Input['list']): BackupCopy[] {
      return listCopies(folder.trim() || paths.backups).map(asBackupCopy);
    },

    /**
     * Puts a copy in the place of an absent or unusable vault, whose files are kept under another name. Where only the
     * keyring is bad and the copy's key opens the database at hand, the keyring alone is replaced and nothing is lost.
     * @throws AppError vault-exists | wrong-password | too-many-attempts | wrong-recovery-key | backup-unreadable |
     * database-from-newer-version | disk-full | folder-read-only
     */
    async restore({ folder, file, key }: Input['restore']): Promise<{ needsNewPassword: boolean }> {
      assertReplaceable();
      const source = copyFiles(locateCopy(folder.trim() || paths.backups, file));
      const dataKey = await unwrap(readCopiedKeyring(source.keyring), key);
      try {
        vault.whileClosed(() => {
          assertReplaceable();
          if (fitsPresentDatabase(paths, dataKey)) replaceKeyring(paths, source.keyring, clock);
          else replaceVault(source, dataKey);
        });
      } catch (failure) {
        const sorted = asFileFailure(failure);
        throw sorted instanceof AppError ? sorted : new AppError('backup-unreadable', undefined, { cause: failure });
      } finally {
        dataKey.fill(0);
      }
      return { needsNewPassword: key.kind === 'recovery' };
    },

    /**
     * A new password by the recovery key, for an active user.
     * @throws AppError wrong-recovery-key | not-found | weak-password | password-reused, or what vault.open says
     */
    async recover({ recoveryKey, login, password }: Input['recover']): Promise<Record<never, never>> {
      const opened = await vault.openByRecoveryKey(parseRecoveryKey(recoveryKey));
      try {
        const account = accountByLogin(opened.read, login);
        if (account?.active !== 1) throw new AppError('not-found');
        const actor = { id: account.id, name: account.display_name };
        await setPassword({ ...opened, lockout }, actor, 'backup.recover', account, password);
      } finally {
        closeIfUnused();
      }
      return {};
    },
  };

  function replaceVault(source: { database: string; keyring: string }, dataKey: Buffer): void {
    const unfinished = makeUnfinishedFolder(paths, ids.uuid());
    try {
      const { database, keyring } = copyFiles(unfinished);
      copyFileSync(source.keyring, keyring);
      copyFileSync(source.database, database);
      verifyCopy(database, dataKey);
      const life = beginNewLife({ database, dataKey, clock, ids, floorHere: vault.site().sequenceFloor });
      for (const path of [database, keyring]) syncPath(path);
      vault.rememberSite(life); // first: a full disk then still stops the restore
      placeRestoredVault(paths, unfinished, clock.now());
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
}

/** @throws AppError backup-unreadable | database-from-newer-version */
function readCopiedKeyring(file: string): Keyring {
  try {
    return readKeyring(file);
  } catch (failure) {
    if (failure instanceof AppError && failure.code === 'database-from-newer-version') throw failure;
    throw new AppError('backup-unreadable', undefined, { cause: failure });
  }
}

/** Whether the database at hand is sound and only its keyring is not. */
const fitsPresentDatabase = ({ database }: VaultPaths, dataKey: Buffer): boolean =>
  existsSync(database) && statSync(database).size > 0 && isSound(database, dataKey);

/** Users deactivated since then lose their slots again when the vault opens; passwords are those of the copy. */
function replaceKeyring(paths: VaultPaths, source: string, clock: Clock): void {
  const stamp = clock.now().replace(/[-:.]/g, '');
  if (existsSync(paths.keyring)) renameHeld(paths.keyring, join(paths.folder, `keyring-unusable-${stamp}.json`));
  writeAtomically(paths.keyring, JSON.stringify(readKeyring(source)));
  syncFolder(paths.folder);
}
