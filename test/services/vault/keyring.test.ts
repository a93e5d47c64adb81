import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARGON2_FLOOR, chooseArgon2 } from '../../../electron/services/vault/argon2.ts';
import {
  emptyKeyring,
  type Keyring,
  makePasswordSlot,
  makeRecoverySlot,
  readKeyring,
  stageKeyring,
  unwrapByPassword,
  unwrapByRecoveryKey,
  withoutLogin,
  withPasswordSlot,
} from '../../../electron/services/vault/keyring.ts';
import { coded } from './site-fixture.ts';

const PASSWORD = 'Bridge-2026';
const dataKey = randomBytes(32);
const recoveryKey = randomBytes(20);
let folder: string;
let file: string;
let keyring: Keyring;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ganqiao-keyring-'));
  file = join(folder, 'keyring.json');
  const header = emptyKeyring(randomUUID());
  const owner = { id: randomUUID(), login: 'chen.wei', password: PASSWORD };
  const slots = [
    await makePasswordSlot(header, dataKey, owner, ARGON2_FLOOR),
    makeRecoverySlot(header, dataKey, randomUUID(), recoveryKey),
  ];
  keyring = { ...header, slots };
  stageKeyring(file, keyring).commit();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const written = (change: (raw: Record<string, unknown> & { slots: Record<string, unknown>[] }) => void) => {
  const raw = structuredClone(keyring) as never;
  change(raw);
  const path = join(folder, 'changed.json');
  writeFileSync(path, JSON.stringify(raw));
  return path;
};

describe('the keyring', () => {
  it('gives the data key to the password and to the recovery key', async () => {
    const read = readKeyring(file);
    expect((await unwrapByPassword(read, 'chen.wei', PASSWORD)).equals(dataKey)).toBe(true);
    expect(unwrapByRecoveryKey(read, recoveryKey).equals(dataKey)).toBe(true);
  });

  it('takes a password typed with full-width letters as the same', async () => {
    expect((await unwrapByPassword(keyring, 'chen.wei', 'Ｂｒｉｄｇｅ－２０２６')).equals(dataKey)).toBe(true);
  });

  it('holds neither key nor password in clear, in no notation', () => {
    const text = readFileSync(file, 'utf8');
    for (const secret of [dataKey, recoveryKey])
      for (const notation of ['hex', 'base64', 'latin1'] as const)
        expect(text.includes(secret.toString(notation))).toBe(false);
    expect(text).not.toContain(PASSWORD);
  });

  it.each([
    ['login', (slot: Record<string, unknown>) => Object.assign(slot, { login: 'another' }), 'another'],
    ['cost', (slot: Record<string, unknown>) => Object.assign(slot, { t: 1 }), 'chen.wei'],
    ['id', (slot: Record<string, unknown>) => Object.assign(slot, { id: randomUUID() }), 'chen.wei'],
  ])('refuses a slot whose %s was changed', async (_, change, login) => {
    const path = written(({ slots }) => change(slots[0] ?? {}));
    await expect(unwrapByPassword(readKeyring(path), login, PASSWORD)).rejects.toEqual(coded('wrong-password'));
  });

  it('refuses slots moved into the keyring of another vault', async () => {
    const moved = readKeyring(written(raw => Object.assign(raw, { vault: randomUUID() })));
    await expect(unwrapByPassword(moved, 'chen.wei', PASSWORD)).rejects.toEqual(coded('wrong-password'));
    expect(() => unwrapByRecoveryKey(moved, recoveryKey)).toThrow(coded('wrong-recovery-key'));
  });

  it('says damaged for what is no keyring, and asks for a newer program for a newer one', () => {
    const broken = join(folder, 'broken.json');
    for (const content of ['', '{', 'null', '{"v":1}', readFileSync(file, 'utf8').slice(0, -40)]) {
      writeFileSync(broken, content);
      expect(() => readKeyring(broken)).toThrow(coded('keyring-damaged'));
    }
    const short = written(({ slots }) => Object.assign(slots[0] ?? {}, { wrapped: 'AAAA' }));
    expect(() => readKeyring(short)).toThrow(coded('keyring-damaged'));
    const newer = written(raw => Object.assign(raw, { v: 2, slots: 'of a kind unknown today' }));
    expect(() => readKeyring(newer)).toThrow(coded('database-from-newer-version', { count: 2 }));
  });

  it('lets an unknown login wait as long as a wrong password', async () => {
    const timed = async (login: string) => {
      const started = performance.now();
      await unwrapByPassword(keyring, login, 'wrong').catch(() => undefined);
      return performance.now() - started;
    };
    await timed('chen.wei'); // compiles the WebAssembly
    const known = Math.min(await timed('chen.wei'), await timed('chen.wei'), await timed('chen.wei'));
    const unknown = Math.min(await timed('nobody'), await timed('nobody'), await timed('nobody'));
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });

  it('keeps one slot a login and leaves the others alone', async () => {
    const owner = { id: randomUUID(), login: 'chen.wei', password: 'Another-2026' };
    const changed = withPasswordSlot(keyring, await makePasswordSlot(keyring, dataKey, owner, ARGON2_FLOOR));
    expect(changed.slots.map(({ kind }) => kind).sort()).toEqual(['password', 'recovery']);
    await expect(unwrapByPassword(changed, 'chen.wei', PASSWORD)).rejects.toEqual(coded('wrong-password'));
    expect((await unwrapByPassword(changed, 'chen.wei', 'Another-2026')).equals(dataKey)).toBe(true);
    expect(withoutLogin(changed, 'chen.wei').slots.map(({ kind }) => kind)).toEqual(['recovery']);
  });
});

describe('the cost of a password', () => {
  it('is about a second on the computer at hand, and never below the floor', () => {
    const msPerUnit = (msForFloor: number) => msForFloor / (ARGON2_FLOOR.m * ARGON2_FLOOR.t);
    expect(chooseArgon2(msPerUnit(60_000))).toEqual(ARGON2_FLOOR);
    const old = chooseArgon2(msPerUnit(250));
    expect(old.m * old.t * msPerUnit(250)).toBeLessThanOrEqual(1000);
    expect(old.m).toBeGreaterThan(ARGON2_FLOOR.m);
    expect(chooseArgon2(msPerUnit(1)).m).toBe(64 * 1024);
  });
});
