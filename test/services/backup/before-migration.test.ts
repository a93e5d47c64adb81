import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCopies } from '../../../electron/services/backup/copies.ts';
import { openConnection } from '../../../electron/services/database/connection.ts';
import { databaseVersion, LATEST_VERSION, migrate } from '../../../electron/services/database/migrate.ts';
import { MIGRATIONS } from '../../../electron/services/database/migrations/migrations.ts';
import { Store } from '../../../electron/services/database/store.ts';
import { createUnitOfWork } from '../../../electron/services/database/unit-of-work.ts';
import { randomIds } from '../../../electron/services/ports.ts';
import { emptyKeyring, makePasswordSlot, stageKeyring } from '../../../electron/services/vault/keyring.ts';
import { putSetting } from '../../../electron/services/vault/setting.ts';
import { CHEAP, coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from '../vault/site-fixture.ts';
import { ADMIN, PLANTED, wardNames } from './backup-fixture.ts';

const PREVIOUS = MIGRATIONS.at(-2)?.version ?? 0;

let site: TestSite;
let dataKey: Buffer;
beforeEach(() => {
  site = testSite();
  dataKey = randomBytes(32);
});
afterEach(() => site.remove());

/** A vault as the program before this one left it. */
async function oldVault(backupFolder: string | null): Promise<void> {
  const { paths } = site.vault;
  mkdirSync(paths.folder);
  const connection = openConnection(paths.database, dataKey);
  migrate(connection, MIGRATIONS, PREVIOUS);
  const store = new Store(connection);
  const epoch = randomIds.uuid();
  const options = { store, clock: site.clock, deviceId: 'old', epoch: () => epoch, announce: () => undefined };
  const write = createUnitOfWork(options);
  write(ADMIN, { action: 'setup.complete', subject: null, reason: null }, tx => {
    putSetting(tx, 'facility', newVaultForm().facility);
    putSetting(tx, 'training', { training: false });
    putSetting(tx, 'device', { deviceId: randomIds.uuid() });
    putSetting(tx, 'epoch', { epoch, restoredAt: null });
    if (backupFolder) putSetting(tx, 'backup', { folder: backupFolder });
    tx.insert('user_account', {
      ...{ id: randomIds.uuid(), login: LOGIN, display_name: '陈测试', title: '', phone: '', active: 1 },
      ...{ roles_json: '["administrator"]', last_sign_in_at: null, password_set_at: '', password_history_json: '[]' },
    });
  });
  // By the columns of its own time: the service writes those of today.
  store.execute(
    `INSERT INTO ward (id, version, facility_name, facility_code, ward_name, phone, active)
     VALUES (?, 1, ?, 'SL2', '肝病科', '0', 1)`,
    [randomIds.uuid(), PLANTED],
  );
  connection.close();
  const header = emptyKeyring(randomIds.uuid());
  const owner = { id: randomIds.uuid(), login: LOGIN, password: PASSWORD };
  const slot = await makePasswordSlot(header, dataKey, owner, CHEAP);
  stageKeyring(paths.keyring, { ...header, slots: [slot] }).commit();
}

const versionOf = (file: string) => {
  const connection = openConnection(file, dataKey, 'read-only');
  const version = databaseVersion(connection);
  connection.close();
  return version;
};

describe('an update of the program', () => {
  it('copies the old vault into the chosen folder before it migrates', async () => {
    const folder = join(site.dataDir, 'share');
    await oldVault(folder);
    const opened = await site.vault.open(LOGIN, PASSWORD);
    expect(wardNames(opened)).toEqual([PLANTED]);
    const [copy] = listCopies(folder);
    expect(copy?.kind).toBe('migration');
    expect(versionOf(join(folder, copy?.file ?? '', 'vault.db'))).toBe(PREVIOUS);
    expect(versionOf(opened.file)).toBe(LATEST_VERSION);
    site.restart();
    await site.vault.open(LOGIN, PASSWORD);
    expect(listCopies(folder)).toHaveLength(1);
  });

  it('copies into the data folder where the chosen one is not plugged in', async () => {
    writeFileSync(join(site.dataDir, 'stick'), 'not a folder today');
    await oldVault(join(site.dataDir, 'stick', 'backups'));
    await site.vault.open(LOGIN, PASSWORD);
    expect(listCopies(site.vault.paths.backups)).toHaveLength(1);
  });

  it('does not migrate what it cannot copy, and opens once it can', async () => {
    await oldVault(null);
    writeFileSync(site.vault.paths.backups, 'not a folder today');
    await expect(site.vault.open(LOGIN, PASSWORD)).rejects.toEqual(coded('folder-read-only'));
    expect(site.vault.state()).toMatchObject({ is: 'unusable', code: 'folder-read-only' });
    expect(versionOf(site.vault.paths.database)).toBe(PREVIOUS);
    expect(readdirSync(site.dataDir).filter(name => name.endsWith('.partial'))).toEqual([]);
  });
});
