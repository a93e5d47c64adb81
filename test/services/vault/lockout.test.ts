import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLockout, type Lockout } from '../../../electron/services/vault/lockout.ts';
import { coded, ManualClock } from './site-fixture.ts';

let folder: string;
let file: string;
let clock: ManualClock;
let lockout: Lockout;
let pauses: number[];

const start = () => {
  pauses = [];
  lockout = createLockout(file, clock, async ms => {
    pauses.push(ms);
  });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganqiao-lockout-'));
  file = join(folder, 'lockout.json');
  clock = new ManualClock();
  start();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fail = async (times: number, login = 'chen.wei') => {
  for (let nth = 0; nth < times; nth++) await lockout.begin(login);
};
const isLockedFor = (seconds: number) =>
  expect(lockout.begin('chen.wei')).rejects.toEqual(coded('too-many-attempts', { seconds }));

describe('failed sign-ins', () => {
  it('wait longer each time and lock after five for a quarter of an hour', async () => {
    await fail(5);
    expect(pauses).toEqual([0, 500, 1000, 2000, 4000]);
    await isLockedFor(900);
    clock.advance(899);
    await isLockedFor(1);
    clock.advance(1);
    await fail(1);
  });

  it('lock longer each further time, an hour at most', async () => {
    await fail(5);
    for (const seconds of [900, 1800, 3600, 3600]) {
      await isLockedFor(seconds);
      clock.advance(seconds);
      await fail(1);
    }
  });

  it('count by login', async () => {
    await fail(5);
    await lockout.begin('zhao.min');
    await isLockedFor(900);
  });

  it('are counted before the password is looked at, so that pulling the plug wins no attempt', async () => {
    await fail(4);
    start();
    await fail(1);
    await isLockedFor(900);
  });

  it('survive a restart, with what is left of the lock', async () => {
    await fail(5);
    clock.advance(300);
    start();
    await isLockedFor(600);
  });

  it('are not forgotten by setting the clock forward, nor made endless by setting it back', async () => {
    await fail(5);
    clock.setWall(3600);
    await isLockedFor(900);
    clock.setWall(-365 * 86_400);
    start();
    await isLockedFor(900);
    clock.advance(900);
    await fail(1);
  });

  it('are told and forgotten after the right password, and after a day', async () => {
    await fail(4);
    expect(lockout.succeed('chen.wei')).toBe(3);
    await fail(4);
    clock.advance(25 * 3600);
    await fail(4);
    await fail(1);
    await isLockedFor(900);
  });

  it('do not count where something else went wrong', async () => {
    await fail(4);
    await lockout.begin('chen.wei');
    lockout.withdraw('chen.wei');
    await fail(1);
    await isLockedFor(900);
  });

  it('leave no login and no password in their file, and begin anew where it is damaged', async () => {
    await fail(2, 'Bridge-2026 typed in the wrong field');
    const text = readFileSync(file, 'utf8');
    expect(text).not.toMatch(/Bridge|chen/);
    writeFileSync(file, '{');
    start();
    await fail(4);
    expect(pauses).toEqual([0, 500, 1000, 2000]);
  });

  it('are counted in memory where the disk is full or the folder is gone', async () => {
    rmSync(folder, { recursive: true });
    await fail(5);
    await isLockedFor(900);
    expect(existsSync(file)).toBe(false);
  });
});
