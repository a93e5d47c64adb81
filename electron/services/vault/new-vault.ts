import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { z } from 'zod';
import type { FirstUser } from '../../../shared/contract/application.ts';
import type { Facility, WardFields } from '../../../shared/records/facility.ts';
import { copyFiles } from '../backup/copies.ts';
import { assertEncrypted, openConnection } from '../database/connection.ts';
import { migrate } from '../database/migrate.ts';
import { Store } from '../database/store.ts';
import { createUnitOfWork } from '../database/unit-of-work.ts';
import { syncPath } from '../files/write-atomically.ts';
import { wardColumns } from '../wards/wards-service.ts';
import { hashForHistory } from './argon2.ts';
import { emptyKeyring, makePasswordSlot, makeRecoverySlot, stageKeyring } from './keyring.ts';
import type { OpeningOptions } from './open-vault.ts';
import { putSetting } from './setting.ts';
import { makeUnfinishedFolder } from './vault-folder.ts';

/** All that a new vault begins with. */
export interface NewVault {
  facility: Facility;
  wards: WardFields[];
  user: z.infer<typeof FirstUser>;
  recoveryKey: Buffer;
  training: boolean;
}

/** There is no default account: the person who sets the workstation up is its first doctor and administrator. */
export const FIRST_ROLES = ['physician', 'administrator'] as const;

/**
 * Puts a complete vault together in an unfinished folder, on the disk, and returns the folder and the data key. It
 * becomes the vault only by `placeNewVault`, so that a crash anywhere leaves nothing or all of it.
 */
export async function buildVault(
  options: OpeningOptions,
  form: NewVault,
): Promise<{ folder: string; dataKey: Buffer }> {
  const { paths, ids, argon2 } = options;
  const { login, password } = form.user;
  const cost = typeof argon2 === 'function' ? await argon2() : argon2;
  const dataKey = randomBytes(32);
  const header = emptyKeyring(ids.uuid());
  const slots = [
    await makePasswordSlot(header, dataKey, { id: ids.uuid(), login, password }, cost),
    makeRecoverySlot(header, dataKey, ids.uuid(), form.recoveryKey),
  ];
  const history = [await hashForHistory(password)];

  const folder = makeUnfinishedFolder(paths, ids.uuid());
  try {
    const { database, keyring } = copyFiles(folder);
    fillDatabase(options, database, dataKey, form, history);
    syncPath(database);
    stageKeyring(keyring, { ...header, slots }).commit();
    return { folder, dataKey };
  } catch (failure) {
    dataKey.fill(0);
    rmSync(folder, { recursive: true, force: true });
    throw failure;
  }
}

function fillDatabase(
  { clock, ids }: OpeningOptions,
  database: string,
  dataKey: Buffer,
  form: NewVault,
  history: string[],
): void {
  const connection = openConnection(database, dataKey);
  try {
    migrate(connection);
    const [deviceId, epoch, userId] = [ids.uuid(), ids.uuid(), ids.uuid()];
    const store = new Store(connection);
    const write = createUnitOfWork({ store, clock, deviceId, epoch: () => epoch, announce: () => undefined });
    const actor = { id: userId, name: form.user.displayName };
    write(actor, { action: 'setup.complete', subject: null, reason: null }, tx => {
      putSetting(tx, 'facility', form.facility);
      putSetting(tx, 'training', { training: form.training });
      putSetting(tx, 'device', { deviceId });
      putSetting(tx, 'epoch', { epoch, restoredAt: null });
      for (const ward of form.wards) tx.insert('ward', { id: ids.uuid(), ...wardColumns(ward), active: 1 });
      tx.insert('user_account', {
        id: userId,
        login: form.user.login,
        display_name: form.user.displayName,
        title: form.user.title,
        phone: form.user.phone,
        roles_json: JSON.stringify(FIRST_ROLES),
        active: 1,
        last_sign_in_at: clock.now(),
        password_set_at: clock.now(),
        password_history_json: JSON.stringify(history),
      });
    });
    assertEncrypted(database);
  } finally {
    connection.close();
  }
}
