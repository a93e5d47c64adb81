import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAudit } from '../../../electron/services/audit/audit-chain.ts';
import { openConnection } from '../../../electron/services/database/connection.ts';
import { randomIds } from '../../../electron/services/ports.ts';
import { accountByLogin, asUser } from '../../../electron/services/users/user-account.ts';
import { readKeyring, unwrapByPassword } from '../../../electron/services/vault/keyring.ts';
import { openVaultFiles } from '../../../electron/services/vault/open-vault.ts';
import { readSetting, requireSetting } from '../../../electron/services/vault/setting.ts';
import { CHEAP, coded, LOGIN, newVaultForm, PASSWORD, type TestSite, testSite } from './site-fixture.ts';

let site: TestSite;
beforeEach(() => {
  site = testSite();
});
afterEach(() => site.remove());

describe('a vault', () => {
  it('is absent, is made in one go with facility, wards and first user, and opens again with the password', async () => {
    expect(site.vault.state()).toEqual({ is: 'absent' });
    expect(() => site.vault.opened()).toThrow(coded('vault-absent'));
    await site.vault.create(newVaultForm());
    expect(site.vault.state()).toEqual({ is: 'open' });
    site.restart();
    expect(site.vault.state()).toEqual({ is: 'locked' });
    expect(() => site.vault.opened()).toThrow(coded('vault-locked'));

    const { read } = await site.vault.open(LOGIN, PASSWORD);
    expect(readSetting(read, 'facility')?.name).toBe('测试县人民医院');
    expect(read.all(read.query.selectFrom('ward').select('ward_name'))).toEqual([{ ward_name: '肝病科' }]);
    const account = accountByLogin(read, LOGIN);
    expect(account && asUser(account)).toMatchObject({ active: true, roles: ['physician', 'administrator'] });
    expect(checkAudit(read)).toEqual({ events: 1, ok: true, fault: null });
  });

  it('opens with the recovery key, and not with another', async () => {
    const form = newVaultForm();
    const key = Buffer.from(form.recoveryKey);
    await site.vault.create(form);
    site.restart();
    await expect(site.vault.openByRecoveryKey(Buffer.alloc(20, 1))).rejects.toEqual(coded('wrong-recovery-key'));
    await site.vault.openByRecoveryKey(key);
    expect(site.vault.state()).toEqual({ is: 'open' });
  });

  it('refuses a wrong password and an unknown login alike, without touching the database', async () => {
    await site.vault.create(newVaultForm());
    site.restart();
    const before = readFileSync(site.vault.paths.database);
    await expect(site.vault.open(LOGIN, 'Bridge-2027')).rejects.toEqual(coded('wrong-password'));
    await expect(site.vault.open('nobody', PASSWORD)).rejects.toEqual(coded('wrong-password'));
    expect(readFileSync(site.vault.paths.database).equals(before)).toBe(true);
    expect(readdirSync(site.vault.paths.folder).sort()).toEqual(['keyring.json', 'vault.db']);
    expect(site.vault.state()).toEqual({ is: 'locked' });
  });

  it('proves a password while it is open', async () => {
    const opened = await site.vault.create(newVaultForm());
    await expect(site.vault.open(LOGIN, 'Bridge-2027')).rejects.toEqual(coded('wrong-password'));
    expect(await site.vault.open(LOGIN, PASSWORD)).toBe(opened);
  });

  it('is never replaced by a second set-up, not even one at the same moment', async () => {
    const made = await Promise.allSettled([site.vault.create(newVaultForm()), site.vault.create(newVaultForm())]);
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(site.vault.create(newVaultForm())).rejects.toEqual(coded('vault-exists'));
    expect(readdirSync(site.dataDir).filter(name => name.startsWith('.'))).toEqual([]);
  });

  it('zeroes the key when it closes', async () => {
    const opened = await site.vault.create(newVaultForm());
    expect(opened.lendKey().some(byte => byte !== 0)).toBe(true);
    const dataKey = opened.lendKey();
    site.vault.close();
    expect(() => opened.lendKey()).toThrow(coded('vault-locked'));
    const options = { paths: site.vault.paths, clock: site.clock, ids: randomIds, argon2: CHEAP };
    const quiet = { announce: () => undefined, onSlow: () => undefined };
    openVaultFiles({ ...options, ...quiet }, dataKey, false).close();
    expect(dataKey.every(byte => byte === 0)).toBe(true);
    await expect(opened.slots.stage(LOGIN, 'Another-2026')).rejects.toEqual(coded('vault-locked'));
  });

  it('makes no slot of zeroes when it is closed while a password is being stretched', async () => {
    const opened = await site.vault.create(newVaultForm());
    const staging = opened.slots.stage(LOGIN, 'Another-2026');
    site.vault.close();
    await expect(staging).rejects.toEqual(coded('vault-locked'));
    await site.vault.open(LOGIN, PASSWORD);
  });

  it('tells before unlock what the site is called, whether it trains and what is unsent, and no more', async () => {
    expect(site.vault.site()).toMatchObject({ facilityName: null, training: false, unsent: 0 });
    await site.vault.create(newVaultForm({ training: true }));
    site.vault.rememberSite({ unsent: 3 });
    site.restart();
    expect(site.vault.site()).toMatchObject({ facilityName: '测试县人民医院', training: true, unsent: 3 });
    writeFileSync(site.vault.paths.site, '{');
    await site.vault.open(LOGIN, PASSWORD);
    expect(site.vault.site()).toMatchObject({ facilityName: '测试县人民医院', training: true });
  });
});

describe('a set-up that is cut off', () => {
  const script = join(import.meta.dirname, 'create-vault-process.ts');

  it('by kill -9 at any moment leaves nothing or a complete vault', async () => {
    const outcomes = new Set<string>();
    for (const changes of [0, 3, 6, 9, 12, 15, 18, 99]) {
      const one = testSite();
      one.vault.release();
      spawnSync(process.execPath, [script, one.dataDir, 'kill', String(changes)]);
      one.restart();
      const state = one.vault.state();
      outcomes.add(state.is);
      if (state.is === 'locked') await one.vault.open(LOGIN, PASSWORD);
      else expect(state).toEqual({ is: 'absent' });
      expect(readdirSync(one.dataDir).filter(name => name.startsWith('.'))).toEqual([]);
      expect(existsSync(one.vault.paths.folder)).toBe(state.is === 'locked');
      one.remove();
    }
    expect([...outcomes].sort()).toEqual(['absent', 'locked']);
  }, 60_000);

  it('by a full disk leaves nothing, says so, and works once there is room', async () => {
    site.vault.release();
    // A limit on the size of any file this process writes: SQLite and Node meet it as they meet a full disk.
    for (const [blocks, is] of [
      [1, 'unusable'],
      [100, 'absent'],
      [400, 'absent'],
    ] as const) {
      const command = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
      const answer = execFileSync('sh', ['-c', command, process.execPath, script, site.dataDir, 'report']).toString();
      expect(JSON.parse(answer)).toMatchObject({ code: 'disk-full', state: { is } });
      expect(existsSync(site.vault.paths.folder)).toBe(false);
    }
    site.restart();
    await site.vault.create(newVaultForm());
  });
});

describe('a vault that cannot be opened', () => {
  beforeEach(async () => {
    await site.vault.create(newVaultForm());
    site.restart();
  });
  const file = () => site.vault.paths.database;
  const flip = (at: number) => {
    const bytes = readFileSync(file());
    bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    writeFileSync(file(), bytes);
  };
  const failsWith = async (code: string) => {
    const before = readFileSync(file());
    await expect(site.vault.open(LOGIN, PASSWORD)).rejects.toEqual(coded(code));
    expect(site.vault.state()).toMatchObject({ is: 'unusable', code });
    expect(() => site.vault.opened()).toThrow(coded(code));
    expect(readFileSync(file()).equals(before)).toBe(true);
  };

  it('says wrong key or damaged header for a flipped byte in page 1', async () => {
    flip(100);
    await failsWith('wrong-key');
  });

  it('says damaged for a flipped byte in any later page', async () => {
    const pages = readFileSync(file()).length / 4096;
    for (const page of [1, Math.floor(pages / 2), pages - 1]) {
      flip(page * 4096 + 77);
      await failsWith('database-damaged');
      flip(page * 4096 + 77);
    }
    await site.vault.open(LOGIN, PASSWORD);
  });

  it('says damaged for a database cut short, emptied or missing', async () => {
    const whole = readFileSync(file());
    writeFileSync(file(), whole.subarray(0, whole.length - 5 * 4096));
    await failsWith('database-damaged');
    writeFileSync(file(), '');
    await failsWith('database-damaged');
    rmSync(file());
    expect(site.vault.state()).toMatchObject({ is: 'unusable', code: 'database-damaged' });
  });

  it('says wrong key for the keyring of another vault with the same password', async () => {
    const other = testSite();
    await other.vault.create(newVaultForm());
    writeFileSync(site.vault.paths.keyring, readFileSync(other.vault.paths.keyring));
    other.remove();
    await failsWith('wrong-key');
  });

  it('says keyring damaged before anybody types a password', () => {
    writeFileSync(site.vault.paths.keyring, '{"v":1');
    expect(site.vault.state()).toMatchObject({ is: 'unusable', code: 'keyring-damaged' });
    rmSync(site.vault.paths.keyring);
    expect(site.vault.state()).toMatchObject({ is: 'unusable', code: 'keyring-damaged' });
  });

  it('leaves a database of a newer version as it is, with no way to set up over it', async () => {
    const { connection, key } = await rawDatabase();
    connection.pragma('user_version=9990');
    connection.close();
    key.fill(0);
    await failsWith('database-from-newer-version');
    await expect(site.vault.create(newVaultForm())).rejects.toEqual(coded('database-from-newer-version'));
  });

  it('opens by itself again when the trouble is over', async () => {
    flip(5 * 4096 + 77);
    await failsWith('database-damaged');
    flip(5 * 4096 + 77);
    const { read } = await site.vault.open(LOGIN, PASSWORD);
    expect(requireSetting(read, 'epoch').restoredAt).toBeNull();
  });

  it('checks a file of any size in which a backup found a damaged page', async () => {
    const opened = await site.vault.open(LOGIN, PASSWORD);
    const key = opened.lendKey();
    site.vault.close();
    const connection = openConnection(file(), key);
    const insert = connection.prepare(`INSERT INTO draft VALUES ('u', ?, ?, '')`);
    connection.transaction(() => {
      for (let nth = 0; nth < 9000; nth++) insert.run(`k${nth}`, 'x'.repeat(3900));
    })();
    connection.close();
    const length = readFileSync(file()).length;
    expect(length).toBeGreaterThan(32 * 1024 * 1024);
    flip(length - 4096 + 77);
    await site.vault.open(LOGIN, PASSWORD); // too large to be read through at each opening
    site.vault.rememberSite({ suspect: true });
    site.vault.close();
    await failsWith('database-damaged');
  });

  async function rawDatabase() {
    const key = await unwrapByPassword(readKeyring(site.vault.paths.keyring), LOGIN, PASSWORD);
    return { connection: openConnection(file(), key), key };
  }
});

describe('a data folder', () => {
  it('that is a file, or lies in one, is named as not writable', () => {
    const path = join(site.dataDir, 'a-file');
    writeFileSync(path, '');
    for (const dataDir of [path, join(path, 'deeper')]) {
      const blocked = testSite(dataDir);
      expect(blocked.vault.state()).toMatchObject({ is: 'unusable', code: 'folder-read-only' });
      blocked.vault.release();
    }
  });

  it('keeps what does not belong to the program', async () => {
    mkdirSync(site.vault.paths.folder, { recursive: true });
    writeFileSync(join(site.vault.paths.folder, 'notes.txt'), 'mine');
    await expect(site.vault.create(newVaultForm())).rejects.toThrow();
    expect(readFileSync(join(site.vault.paths.folder, 'notes.txt'), 'utf8')).toBe('mine');
  });
});
