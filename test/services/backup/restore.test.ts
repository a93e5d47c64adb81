import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../../electron/services/audit/audit-chain.ts';
import { type CopyJob, makeCopy } from '../../../electron/services/backup/make-copy.ts';
import { createRestore, type Restoring } from '../../../electron/services/backup/restore.ts';
import { openConnection } from '../../../electron/services/database/connection.ts';
import { createUsers } from '../../../electron/services/users/users-service.ts';
import { printRecoveryKey } from '../../../electron/services/vault/recovery-key.ts';
import { requireSetting, sequenceFloor } from '../../../electron/services/vault/setting.ts';
import { formatReferralNumber } from '../../../shared/referral/referral-number.ts';
import { coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from '../vault/site-fixture.ts';
import { ADMIN, backupOf, PLANTED, plantWard, wardNames } from './backup-fixture.ts';

const TODAY = '2026-11-22';
const BY_PASSWORD = { kind: 'password', login: LOGIN, password: PASSWORD } as const;

/** A workstation that was backed up onto a stick, and then worked on. */
let home: TestSite;
let stick: string;
let copyName: string;
let paper: string;
let fresh: TestSite;

const here = async (job: CopyJob) => makeCopy(job);
const restoring = (site: TestSite): Restoring =>
  createRestore({
    ...site,
    vault: site.vault,
    ids: { uuid: () => crypto.randomUUID() },
    closeIfUnused: site.vault.close,
  });
const restore = (site: TestSite, key: Parameters<Restoring['restore']>[0]['key'] = BY_PASSWORD) =>
  restoring(site).restore({ folder: stick, file: copyName, key });
const flip = (file: string, at: number) => {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 0x55;
  writeFileSync(file, bytes);
};

beforeEach(async () => {
  home = testSite();
  fresh = testSite();
  stick = mkdtempSync(join(tmpdir(), 'ganqiao-stick-'));
  const form = newVaultForm();
  paper = printRecoveryKey(form.recoveryKey).join('-').toLowerCase();
  const opened = await home.vault.create(form);
  plantWard(opened);
  const backup = backupOf(home, here);
  await backup.setFolder(ADMIN, { folder: stick });
  const { copies } = await backup.run(ADMIN);
  copyName = copies[0]?.file ?? '';
  plantWard(opened, '备份之后');
  home.clock.advance(60);
  fresh.clock.advance(60);
});
afterEach(() => {
  home.remove();
  fresh.remove();
  rmSync(stick, { recursive: true, force: true });
});

describe('the rehearsal on a fresh workstation', () => {
  it('by password: the copy is found, becomes the vault, and works on as a new life', async () => {
    expect(restoring(fresh).list({ folder: stick })).toEqual([
      { file: copyName, at: '2026-11-22T01:00:00.000Z', bytes: expect.any(Number) },
    ]);
    expect(await restore(fresh)).toEqual({ needsNewPassword: false });
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
    expect(fresh.vault.site()).toMatchObject({ facilityName: '测试县人民医院', unsent: 0 });

    await fresh.signIn.unlock({ login: LOGIN, password: PASSWORD });
    const opened = fresh.vault.opened();
    expect(wardNames(opened)).toEqual([PLANTED, '省立测试医院']);
    expect(checkAudit(opened.read).ok).toBe(true);
    const epoch = requireSetting(opened.read, 'epoch');
    expect(epoch.restoredAt).toBe(fresh.clock.now());
    expect(epoch.epoch).not.toBe(requireSetting(home.vault.opened().read, 'epoch').epoch);
    expect(opened.epoch()).toBe(epoch.epoch);
    expect(sequenceFloor(opened.read, TODAY)).toBe(1000);
    expect(sequenceFloor(opened.read, '2026-11-23')).toBe(1);
    plantWard(opened, '恢复之后');
    expect(checkAudit(opened.read).ok).toBe(true);
  });

  it('by the printed recovery key, and then a new password', async () => {
    expect(await restore(fresh, { kind: 'recovery', recoveryKey: paper })).toEqual({ needsNewPassword: true });
    const recover = (login: string, password: string) =>
      restoring(fresh).recover({ recoveryKey: paper.toUpperCase(), login, password });
    await expect(recover('nobody', 'Forest-2026')).rejects.toEqual(coded('not-found'));
    await expect(recover(LOGIN, 'weak')).rejects.toEqual(coded('weak-password'));
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
    await recover(LOGIN, 'Forest-2026');
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
    await fresh.signIn.unlock({ login: LOGIN, password: 'Forest-2026' });
    expect(wardNames(fresh.vault.opened())).toContain(PLANTED);
    const { read } = fresh.vault.opened();
    const actions = read.all(read.query.selectFrom('audit_event').select('action').orderBy('seq'));
    expect(actions.map(({ action }) => action).slice(-3)).toEqual([
      'backup.restore',
      'backup.recover',
      'session.unlock',
    ]);
  });

  it('takes the copy itself as readily as the folder around it', async () => {
    const chosen = join(stick, copyName);
    expect(
      restoring(fresh)
        .list({ folder: chosen })
        .map(({ file }) => file),
    ).toEqual([copyName]);
    await restoring(fresh).restore({ folder: chosen, file: copyName, key: BY_PASSWORD });
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
  });
});

describe('a restore', () => {
  it('never replaces a usable vault, open or locked', async () => {
    await expect(restore(home)).rejects.toEqual(coded('vault-exists'));
    home.restart();
    await expect(restore(home)).rejects.toEqual(coded('vault-exists'));
    await home.vault.open(LOGIN, PASSWORD);
    expect(wardNames(home.vault.opened())).toContain('备份之后');
  });

  it('counts wrong passwords, and says which group of the recovery key is mistyped', async () => {
    const wrong = { ...BY_PASSWORD, password: 'Wrong-2026' };
    for (let nth = 0; nth < 5; nth++) await expect(restore(fresh, wrong)).rejects.toEqual(coded('wrong-password'));
    await expect(restore(fresh)).rejects.toEqual(coded('too-many-attempts'));
    const mistyped = paper.replace(/^./, first => (first === '2' ? '3' : '2'));
    await expect(restore(fresh, { kind: 'recovery', recoveryKey: mistyped })).rejects.toEqual(
      coded('wrong-recovery-key', { count: 1 }),
    );
    expect(fresh.vault.state()).toEqual({ is: 'absent' });
  });

  it('refuses a damaged, incomplete or foreign copy and leaves everything as it was', async () => {
    const { database, keyring } = {
      database: join(stick, copyName, 'vault.db'),
      keyring: join(stick, copyName, 'keyring.json'),
    };
    const unreadable = async () => {
      await expect(restore(fresh)).rejects.toEqual(coded('backup-unreadable'));
      expect(fresh.vault.state()).toEqual({ is: 'absent' });
      expect(readdirSync(fresh.dataDir).filter(name => /vault/.test(name))).toEqual([]);
    };
    for (const at of [50, 4 * 4096 + 5]) {
      flip(database, at);
      await unreadable();
      flip(database, at);
    }
    const whole = readFileSync(keyring);
    writeFileSync(keyring, '{');
    await unreadable();
    rmSync(keyring);
    expect(restoring(fresh).list({ folder: stick })).toEqual([]);
    await unreadable();
    writeFileSync(keyring, whole);
    for (const file of ['../../etc', copyName.replace('ganqiao', '..'), `${copyName}/../x`])
      await expect(restoring(fresh).restore({ folder: stick, file, key: BY_PASSWORD })).rejects.toEqual(
        coded('invalid-input'),
      );
    await restore(fresh);
  });

  it('refuses a copy of a newer version in its own words', async () => {
    const opened = home.vault.opened();
    const connection = openConnection(join(stick, copyName, 'vault.db'), opened.lendKey());
    connection.pragma('user_version=9990');
    connection.close();
    await expect(restore(fresh)).rejects.toEqual(coded('database-from-newer-version'));
    expect(fresh.vault.state()).toEqual({ is: 'absent' });
  });

  it('keeps the unusable files beside the restored vault', async () => {
    home.restart();
    flip(home.vault.paths.database, 4 * 4096 + 5);
    const damaged = readFileSync(home.vault.paths.database);
    await home.vault.open(LOGIN, PASSWORD).catch(() => undefined);
    expect(home.vault.state()).toMatchObject({ is: 'unusable', code: 'database-damaged' });
    await restore(home);
    await home.vault.open(LOGIN, PASSWORD);
    expect(wardNames(home.vault.opened())).toEqual([PLANTED, '省立测试医院']);
    const kept = readdirSync(home.dataDir).filter(name => name.startsWith('vault-unusable-'));
    expect(kept).toHaveLength(1);
    expect(readFileSync(join(home.dataDir, kept[0] ?? '', 'vault.db')).equals(damaged)).toBe(true);
  });

  it('is not offered for what a restore does not cure', async () => {
    const opened = home.vault.opened();
    const key = opened.lendKey();
    home.vault.close();
    const connection = openConnection(home.vault.paths.database, key);
    connection.pragma('user_version=9990');
    connection.close();
    await home.vault.open(LOGIN, PASSWORD).catch(() => undefined);
    await expect(restore(home)).rejects.toEqual(coded('database-from-newer-version'));
    expect(existsSync(home.vault.paths.database)).toBe(true);
  });

  it('of the keyring alone, where the database is sound, loses nothing and shuts out who was deactivated since', async () => {
    home.vault.close();
    await home.vault.open(LOGIN, PASSWORD);
    const opened = home.vault.opened();
    const users = createUsers({ ...opened, lockout: home.lockout, signIn: home.signIn, onChange: () => undefined });
    const zhao = {
      ...{ login: 'zhao.min', displayName: '赵测试', title: '', phone: '' },
      ...{ roles: ['nurse' as const], password: 'River-2026' },
    };
    const { id } = await users.add(ADMIN, zhao);
    const { copies } = await backupOf(home, here).run(ADMIN);
    copyName = copies[0]?.file ?? '';
    users.deactivate(ADMIN, { id, reason: '离职' });
    plantWard(opened, '最后一刻');
    const epoch = requireSetting(opened.read, 'epoch').epoch;

    home.restart();
    writeFileSync(home.vault.paths.keyring, 'scrambled');
    expect(home.vault.state()).toMatchObject({ is: 'unusable', code: 'keyring-damaged' });
    await restore(home);
    await home.signIn.unlock({ login: LOGIN, password: PASSWORD });
    expect(wardNames(home.vault.opened())).toEqual(expect.arrayContaining(['备份之后', '最后一刻']));
    expect(requireSetting(home.vault.opened().read, 'epoch').epoch).toBe(epoch);
    expect(home.vault.opened().slots.logins()).toEqual([LOGIN]);
    expect(readdirSync(home.vault.paths.folder).some(name => name.startsWith('keyring-unusable-'))).toBe(true);
  });

  it('cut off by a crash is either not done or finished at the next start', async () => {
    await restore(fresh);
    fresh.vault.release();
    const { folder, next } = fresh.vault.paths;

    renameSync(folder, next); // died after the old vault was moved away, before the new one took its place
    fresh.restart();
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
    await fresh.vault.open(LOGIN, PASSWORD);
    fresh.vault.release();

    cpSync(folder, next, { recursive: true }); // died before the old vault was moved away
    mkdirSync(join(fresh.dataDir, '.vault-unfinished-1'));
    fresh.restart();
    expect(fresh.vault.state()).toEqual({ is: 'locked' });
    expect(existsSync(next)).toBe(false);
    expect(readdirSync(fresh.dataDir).filter(name => name.startsWith('.'))).toEqual([]);
  });
});

describe('referral numbers after a restore', () => {
  const addNumbers = (site: TestSite, sequences: number[]) => {
    const { write, ids } = site.vault.opened();
    const patientId = ids.uuid();
    const episodeId = ids.uuid();
    const at = site.clock.now();
    write(ADMIN, { action: 'test', subject: null, reason: null }, tx => {
      tx.insert('patient', {
        id: patientId,
        body_json: '{}',
        name: '甲',
        created_at: at,
        updated_at: at,
        voided_at: null,
      });
      tx.insert('episode', {
        ...{ id: episodeId, patient_id: patientId, body_json: '{}' },
        ...{ first_presentation_at: at, created_at: at, closed_at: null },
      });
      for (const sequence of sequences)
        tx.insert('referral', {
          ...{ id: ids.uuid(), patient_id: patientId, episode_id: episodeId, supplement: 0, form_json: '{}' },
          number: formatReferralNumber({ site: 'JX', workstation: '1', day: TODAY, sequence }),
          ...{ created_at: at, updated_at: at, signed_at: at, signed_by: 'u1' },
          ...{ incomplete_reason: null, closed_as: null, supplement_form_json: null },
        });
    });
  };
  const restoredFloor = async () => {
    await restore(fresh);
    const { read } = await fresh.vault.open(LOGIN, PASSWORD);
    return sequenceFloor(read, TODAY);
  };
  const breakVault = async (site: TestSite) => {
    site.restart();
    flip(site.vault.paths.database, 4 * 4096 + 5);
    await site.vault.open(LOGIN, PASSWORD).catch(() => undefined);
  };

  it('go on at the thousand after the last one known', async () => {
    addNumbers(home, [1, 2, 1003]);
    copyName = (await backupOf(home, here).run(ADMIN)).copies[0]?.file ?? '';
    expect(await restoredFloor()).toBe(2000);
  });

  it('go on a thousand further when the same copy is restored again on the same day', async () => {
    expect(await restoredFloor()).toBe(1000);
    await breakVault(fresh);
    expect(await restoredFloor()).toBe(2000);
  });
});
