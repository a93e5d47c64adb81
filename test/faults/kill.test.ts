import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { checkAudit } from '../../electron/services/audit/audit-chain.ts';
import { integrityCheck, openConnection } from '../../electron/services/database/connection.ts';
import { Store } from '../../electron/services/database/store.ts';
import { readKeyring, unwrapByPassword } from '../../electron/services/vault/keyring.ts';
import { vaultPaths } from '../../electron/services/vault/vault-folder.ts';
import { freshDir, removeDir } from '../support/site.ts';

/** 25 in the normal run; `GANQIAO_KILLS=200` and more in the long form. */
const KILLS = Number(process.env.GANQIAO_KILLS ?? 25);

/** From the unlock on; the first write comes after some 100 ms. */
const LONGEST_LIFE_MS = 800;

/** So many workstations die side by side; most of a life is its start. */
const WORKSTATIONS = 2;
const dataDirs = Array.from({ length: WORKSTATIONS }, freshDir);
afterAll(() => dataDirs.forEach(removeDir));

interface Life {
  isAuditWhole: boolean;
  /** Latest acknowledged version of each patient. */
  acknowledged: Map<string, number>;
}

/** Starts the writer and kills it after `ms` of writing: a power cut as far as the process can tell. */
function liveAndDie(dataDir: string, ms: number): Promise<Life> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const life: Life = { isAuditWhole: false, acknowledged: new Map() };
    child.once('exit', (_, signal) => (signal === 'SIGKILL' ? resolve(life) : reject(new Error('it ended by itself'))));
    createInterface({ input: child.stdout }).on('line', line => {
      const said = JSON.parse(line) as { audit?: { ok: boolean }; patient?: string; version?: number };
      if (said.audit) {
        life.isAuditWhole = said.audit.ok;
        setTimeout(() => child.kill('SIGKILL'), ms);
      }
      if (said.patient) life.acknowledged.set(said.patient, said.version ?? 0);
    });
  });
}

/** Opens the file as it was left and compares it with what had been acknowledged. */
async function expectWhole(dataDir: string, acknowledged: Map<string, number>): Promise<void> {
  const paths = vaultPaths(dataDir);
  const key = await unwrapByPassword(readKeyring(paths.keyring), 'doctor', 'Kill-9-test');
  const connection = openConnection(paths.database, key);
  try {
    expect(integrityCheck(connection)).toBe('ok');
    expect(checkAudit(new Store(connection))).toMatchObject({ ok: true });
    const stored = new Map(connection.prepare('SELECT id, version FROM patient').raw().all() as [string, number][]);
    for (const [id, version] of acknowledged) expect(stored.get(id)).toBeGreaterThanOrEqual(version);
    const kept = connection.prepare('SELECT count(*) FROM row_version WHERE entity = ?').pluck().get('patient');
    const changes = [...stored.values()].reduce((sum, version) => sum + version - 1, 0);
    expect(kept).toBe(changes); // no change without what it replaced
  } finally {
    connection.close();
  }
}

async function liveAndDieAgain(dataDir: string, kills: number): Promise<void> {
  const acknowledged = new Map<string, number>();
  for (let kill = 0; kill < kills; kill++) {
    const life = await liveAndDie(dataDir, Math.random() * LONGEST_LIFE_MS);
    expect(life.isAuditWhole).toBe(true); // of what the life before left behind
    for (const [id, version] of life.acknowledged) acknowledged.set(id, version);
    if (kill % 2 === 0) await expectWhole(dataDir, acknowledged); // in the other half the program itself is the first to open it
  }
  await expectWhole(dataDir, acknowledged);
  expect(acknowledged.size).toBeGreaterThan(kills); // it did write
}

it(`F35 keeps every acknowledged write and a whole audit chain through ${KILLS} kills at random moments`, async () => {
  await Promise.all(dataDirs.map(dataDir => liveAndDieAgain(dataDir, Math.ceil(KILLS / WORKSTATIONS))));
}, 900_000);
