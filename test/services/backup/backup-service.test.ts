import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyVault, verifyCopy } from '../../../electron/services/backup/copy-vault.ts';
import { type CopyJob, makeCopy } from '../../../electron/services/backup/make-copy.ts';
import { openConnection } from '../../../electron/services/database/connection.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from '../vault/site-fixture.ts';
import { ADMIN, backupOf, inThread, PLANTED, plantWard, wardNames } from './backup-fixture.ts';

const DAY = 86_400;
let site: TestSite;
beforeEach(async () => {
  site = testSite();
  plantWard(await site.vault.create(newVaultForm()));
});
afterEach(() => site.remove());

const auditActions = () => {
  const { read } = site.vault.opened();
  return read.all(read.query.selectFrom('audit_event').select(['action', 'reason']).orderBy('seq'));
};
/** Quick copies in this thread, for tests of what happens around them. */
const here = async (job: CopyJob) => makeCopy(job);
const flip = (file: string, at: number) => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  writeFileSync(file, bytes);
};

describe('a backup', () => {
  it('is a folder with an encrypted, verified copy and its keyring, made in a thread of its own', async () => {
    const backup = backupOf(site);
    const { copies, lastGoodAt, lastFailure, folder } = await backup.run(ADMIN);
    expect(folder).toBe(site.vault.paths.backups);
    expect(copies).toHaveLength(1);
    expect(lastGoodAt).toBe(site.clock.now());
    expect(lastFailure).toBeNull();
    expect(backup.changes).toEqual(['changed']);
    expect(auditActions().at(-1)).toEqual({ action: 'backup.run', reason: 'request' });

    const copy = join(folder, copies[0]?.file ?? '');
    expect(readdirSync(copy).sort()).toEqual(['keyring.json', 'vault.db']);
    const bytes = readFileSync(join(copy, 'vault.db'));
    expect(bytes.includes(Buffer.from(PLANTED))).toBe(false);
    expect(bytes.subarray(0, 15).toString()).not.toBe('SQLite format 3');
    expect(copies[0]?.bytes).toBe(bytes.length + readFileSync(join(copy, 'keyring.json')).length);
    const connection = openConnection(join(copy, 'vault.db'), site.vault.opened().lendKey(), 'read-only');
    expect(connection.prepare('SELECT facility_name FROM ward WHERE facility_name = ?').pluck().get(PLANTED)).toBe(
      PLANTED,
    );
    connection.close();
  });

  it('holds nobody up: the vault is written while it is made, and it is one consistent state', async () => {
    const opened = site.vault.opened();
    const running = backupOf(site).run(ADMIN);
    let written = 0;
    let done = false;
    void running.finally(() => {
      done = true;
    });
    while (!done) {
      plantWard(opened, `写入${written++}`);
      await new Promise(resolve => setImmediate(resolve));
    }
    const { folder, copies } = await running;
    expect(written).toBeGreaterThan(1);
    const connection = openConnection(join(folder, copies[0]?.file ?? '', 'vault.db'), opened.lendKey(), 'read-only');
    const wards = connection.prepare('SELECT count(*) FROM ward').pluck().get() as number;
    const events = connection.prepare('SELECT max(seq) FROM audit_event').pluck().get() as number;
    expect(events).toBe(wards); // each ward came with one audit event, the first with the set-up
    connection.close();
    expect(wardNames(opened)).toHaveLength(written + 2);
  });

  it('is shared by all who ask while it is being made', async () => {
    const backup = backupOf(site);
    const [one, other] = await Promise.all([backup.run(ADMIN), backup.run(ADMIN)]);
    expect(one.copies).toEqual(other.copies);
    expect(one.copies).toHaveLength(1);
  });
});

describe('a failed backup', () => {
  const fails = async (code: string, copy = inThread) => {
    const backup = backupOf(site, copy);
    const before = (await backup.status()).copies;
    await expect(backup.run(ADMIN)).rejects.toEqual(coded('backup-failed'));
    expect(await backup.status()).toMatchObject({ copies: before, lastFailure: { at: site.clock.now(), code } });
    expect(backup.changes).toContain('changed');
    expect(auditActions().at(-1)).toEqual({ action: 'backup.failed', reason: `request:${code}` });
    expect(wardNames(site.vault.opened())).toContain(PLANTED);
    return backup;
  };
  const lay = (path: string) => {
    rmSync(path, { recursive: true, force: true });
    writeFileSync(path, 'a file stands here');
  };

  it('is said when the folder is a file, is remembered over a restart, and ends with the next good one', async () => {
    lay(site.vault.paths.backups);
    await fails('folder-read-only');
    site.restart();
    await site.vault.open(LOGIN, PASSWORD);
    expect((await backupOf(site).status()).lastFailure).toMatchObject({ code: 'folder-read-only' });
    rmSync(site.vault.paths.backups);
    const good = await backupOf(site).run(ADMIN);
    expect(good).toMatchObject({ lastFailure: null, lastGoodAt: site.clock.now() });
  });

  it('on a full disk leaves no part behind and keeps the earlier copies', async () => {
    await backupOf(site, here).run(ADMIN);
    site.clock.advance(60);
    const fillsUp = (_: string, target: string) => {
      writeFileSync(target, 'the first half');
      throw new AppError('disk-full');
    };
    const backup = await fails('disk-full', async job => makeCopy(job, fillsUp));
    const { copies } = await backup.status();
    expect(readdirSync(site.vault.paths.backups)).toEqual(copies.map(({ file }) => file));
  });

  it('where the program died in it, leaves a part that is no copy and goes with the next one', async () => {
    const { backups } = site.vault.paths;
    const mark = site.vault.opened().vaultId.slice(0, 8);
    const part = join(backups, `.ganqiao-${mark}-20261121T010000000Z-daily.partial`);
    mkdirSync(part, { recursive: true });
    writeFileSync(join(part, 'vault.db'), 'the first half');
    expect((await backupOf(site).status()).copies).toEqual([]);
    await backupOf(site, here).run(ADMIN);
    expect(existsSync(part)).toBe(false);
  });

  it('keeps no copy that cannot be read back', async () => {
    const broken = async (job: CopyJob) =>
      makeCopy(job, (source, target, key) => {
        copyVault(source, target, key);
        flip(target, 3 * 4096 + 9);
        verifyCopy(target, key);
      });
    await fails('backup-unreadable', broken);
  });

  it('finds a damaged page of the vault itself, and has the whole file checked at the next opening', async () => {
    const { file } = site.vault.opened();
    site.restart(); // writes everything into the file
    await site.vault.open(LOGIN, PASSWORD);
    flip(file, readFileSync(file).length - 4096 + 9);
    const backup = backupOf(site);
    await expect(backup.run(ADMIN)).rejects.toEqual(coded('backup-failed'));
    expect((await backup.status()).lastFailure?.code).toBe('database-damaged');
    expect(backup.changes).toContain('damage');
    expect((await backup.status()).copies).toEqual([]);
    expect(site.vault.site().suspect).toBe(true);
  });

  it('tells the age of the last good one while the stick is not plugged in', async () => {
    const stick = join(site.dataDir, 'stick');
    const backup = backupOf(site, here);
    await backup.setFolder(ADMIN, { folder: stick });
    await backup.run(ADMIN);
    const goodAt = site.clock.now();
    lay(stick);
    site.clock.advance(DAY);
    await backup.runIfDue();
    expect(await backup.status()).toMatchObject({
      copies: [],
      lastGoodAt: goodAt,
      lastFailure: { code: 'folder-read-only' },
    });
  });
});

describe('the daily backup', () => {
  it('is made once a day of the hospital, not again after a restart', async () => {
    const backup = backupOf(site, here);
    await backup.runIfDue();
    await backup.runIfDue();
    await backupOf(site, here).runIfDue();
    expect((await backup.status()).copies).toHaveLength(1);
    site.clock.advance(14 * 3600); // 09:00 to 23:00
    await backup.runIfDue();
    expect((await backup.status()).copies).toHaveLength(1);
    site.clock.advance(2 * 3600);
    await backup.runIfDue();
    expect((await backup.status()).copies).toHaveLength(2);
  });

  it('is tried again an hour after a failure', async () => {
    let attempts = 0;
    const backup = backupOf(site, async () => {
      attempts++;
      throw new AppError('disk-full');
    });
    await backup.runIfDue();
    await backup.runIfDue();
    expect(attempts).toBe(1);
    site.clock.advance(3600);
    await backup.runIfDue();
    expect(attempts).toBe(2);
  });

  it('keeps the newest copy of each of seven days, and leaves the copies of other workstations alone', async () => {
    const backup = backupOf(site, here);
    const foreign = join(site.vault.paths.backups, 'ganqiao-00000000-20200101T000000000Z-daily');
    mkdirSync(foreign, { recursive: true });
    for (const name of ['vault.db', 'keyring.json']) writeFileSync(join(foreign, name), 'another vault');
    const newest: string[] = [];
    for (let day = 0; day < 9; day++) {
      await backup.runIfDue();
      site.clock.advance(60);
      newest.push(site.clock.now());
      await backup.run(ADMIN);
      site.clock.advance(DAY);
    }
    expect((await backup.status()).copies.map(({ at }) => at)).toEqual(newest.slice(-7).reverse());
    expect(existsSync(foreign)).toBe(true);
  });
});

describe('the folder of backups', () => {
  it('is chosen, made where it is missing, and kept', async () => {
    const folder = join(site.dataDir, 'share', 'liver');
    expect(await backupOf(site).setFolder(ADMIN, { folder })).toMatchObject({ folder, copies: [] });
    site.restart();
    await site.vault.open(LOGIN, PASSWORD);
    await backupOf(site, here).run(ADMIN);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(site.announced).toContainEqual({ type: 'backup.changed' });
  });

  it('is refused where it cannot be written, is not absolute, or lies inside the vault', async () => {
    const backup = backupOf(site);
    const file = join(site.dataDir, 'a-file');
    writeFileSync(file, '');
    expect(() => backup.setFolder(ADMIN, { folder: join(file, 'x') })).toThrow(coded('folder-read-only'));
    expect(() => backup.setFolder(ADMIN, { folder: 'backups' })).toThrow(coded('invalid-input'));
    const inside = join(site.vault.paths.folder, 'x');
    expect(() => backup.setFolder(ADMIN, { folder: inside })).toThrow(coded('invalid-input'));
    expect((await backup.status()).folder).toBe(site.vault.paths.backups);
  });
});
