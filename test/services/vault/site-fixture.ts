import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Clock, randomIds } from '../../../electron/services/ports.ts';
import type { Argon2Parameters } from '../../../electron/services/vault/argon2.ts';
import { createLockout, type Lockout } from '../../../electron/services/vault/lockout.ts';
import type { NewVault } from '../../../electron/services/vault/new-vault.ts';
import { makeRecoveryKey } from '../../../electron/services/vault/recovery-key.ts';
import { createSignIn, type SignIn } from '../../../electron/services/vault/sign-in.ts';
import { createVault, type Vault } from '../../../electron/services/vault/vault.ts';
import type { ClinicEvent } from '../../../shared/contract/events.ts';

/** A clock that stands still until it is moved; wall and monotonic time can be moved apart. */
export class ManualClock implements Clock {
  #wall = Date.parse('2026-11-22T01:00:00.000Z');
  #monotonic = 1000;
  now = () => new Date(this.#wall).toISOString();
  monotonicMs = () => this.#monotonic;
  advance(seconds: number) {
    this.setWall(seconds);
    this.#monotonic += seconds * 1000;
  }
  /** Somebody sets the computer's clock. */
  setWall(bySeconds: number) {
    this.#wall += bySeconds * 1000;
  }
  advanceMonotonic(seconds: number) {
    this.#monotonic += seconds * 1000;
  }
}

/** Far below the floor: these tests are about what a password opens, not about its cost (that is keyring.test.ts). */
export const CHEAP: Argon2Parameters = { m: 64, t: 1, p: 1 };

export const LOGIN = 'chen.wei';
export const PASSWORD = 'Bridge-2026';

export function newVaultForm(change: Partial<NewVault> = {}): NewVault {
  return {
    facility: {
      name: '测试县人民医院',
      code: 'JX',
      workstation: '1',
      department: '感染科',
      phone: '0573-0000001',
      role: 'county',
    },
    wards: [{ facilityName: '省立测试医院', facilityCode: 'SL1', wardName: '肝病科', phone: '0571-0000002' }],
    user: { login: LOGIN, displayName: '陈测试', title: '主治医师', phone: '', password: PASSWORD },
    recoveryKey: makeRecoveryKey(),
    training: false,
    ...change,
  };
}

export interface TestSite {
  dataDir: string;
  clock: ManualClock;
  vault: Vault;
  lockout: Lockout;
  signIn: SignIn;
  announced: ClinicEvent[];
  /** Milliseconds that wrong passwords were made to wait. */
  pauses: number[];
  /** What a restart of the program does, the data folder staying. */
  restart(): void;
  remove(): void;
}

/** The vault and its sign-in on a fresh folder, or on `dataDir`. */
export function testSite(dataDir: string = mkdtempSync(join(tmpdir(), 'ganqiao-site-'))): TestSite {
  const clock = new ManualClock();
  const announced: ClinicEvent[] = [];
  const pauses: number[] = [];
  const start = () => {
    const announce = (events: ClinicEvent[]) => announced.push(...events);
    const vault = createVault({ dataDir, clock, ids: randomIds, argon2: CHEAP, announce });
    const lockout = createLockout(vault.paths.lockout, clock, async ms => {
      pauses.push(ms);
    });
    return { vault, lockout, signIn: createSignIn({ vault, lockout, clock, closeIfUnused: vault.close }) };
  };
  const site: TestSite = {
    ...start(),
    dataDir,
    clock,
    announced,
    pauses,
    restart() {
      site.vault.release();
      Object.assign(site, start());
    },
    remove() {
      site.vault.release();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return site;
}

/** Expected failure with this code. */
export const coded = (code: string, data?: object) =>
  expect.objectContaining(data ? { code, data: expect.objectContaining(data) } : { code });
