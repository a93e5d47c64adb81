/** Takes a data folder and holds it until it is killed. */
import { randomIds, systemClock } from '../../../electron/services/ports.ts';
import { ARGON2_FLOOR } from '../../../electron/services/vault/argon2.ts';
import { createVault } from '../../../electron/services/vault/vault.ts';

const vault = createVault({ dataDir: process.argv[2] ?? '', clock: systemClock, ids: randomIds, argon2: ARGON2_FLOOR });
process.stdout.write(vault.state().is);
setInterval(() => vault.state(), 1000);
