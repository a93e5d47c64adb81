/**
 * A set-up in a process of its own. `kill N`: it kills itself with SIGKILL before its N-th change of a file; `report`:
 * it prints what came of it.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const [dataDir = '', mode, count = '0'] = process.argv.slice(2);

if (mode === 'kill') {
  let left = Number(count);
  for (const name of ['mkdirSync', 'openSync', 'fsyncSync', 'renameSync', 'writeSync'] as const) {
    const real = fs[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]) => {
        const concernsUs = typeof given[0] === 'number' || String(given[0]).startsWith(dataDir);
        if (concernsUs && left-- <= 0) process.kill(process.pid, 'SIGKILL');
        return real(...given);
      },
    });
  }
  syncBuiltinESMExports();
}

const { createVault } = await import('../../../electron/services/vault/vault.ts');
const { randomIds, systemClock } = await import('../../../electron/services/ports.ts');
const vault = createVault({ dataDir, clock: systemClock, ids: randomIds, argon2: { m: 64, t: 1, p: 1 } });
let code: unknown = null;
try {
  await vault.create({
    facility: {
      name: '测试县人民医院',
      code: 'JX',
      workstation: '1',
      department: '感染科',
      phone: '0573-0000001',
      role: 'county',
    },
    wards: [{ facilityName: '省立测试医院', facilityCode: 'SL1', wardName: '肝病科', phone: '0571-0000002' }],
    user: { login: 'chen.wei', displayName: '陈测试', title: '', phone: '', password: 'Bridge-2026' },
    recoveryKey: Buffer.alloc(20, 7),
    training: false,
  });
} catch (failure) {
  code = (failure as { code?: unknown }).code;
}
process.stdout.write(JSON.stringify({ code, state: vault.state() }));
vault.release();
