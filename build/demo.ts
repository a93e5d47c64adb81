import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { usualDataFolder } from '../electron/host/data-folder.ts';
import { startServices } from '../electron/services/worker-thread.ts';
import { clientOver, setUpSite, TEST_FACILITY, TEST_WARD } from '../test/support/site-client.ts';
import { buildChanged } from './build.ts';
import { inRoot, say } from './project.ts';
import { spawnHost } from './spawn-host.ts';

/**
 * `npm run demo`: an embedded registry, and a county workstation with fictional patients that sends to it. A training
 * site on a data folder of its own, made afresh at each start. Options: --port N, --no-open.
 */
const { values } = parseArgs({
  options: { port: { type: 'string' }, 'no-open': { type: 'boolean', default: false } },
});

await buildChanged(['renderer', 'worker', 'backup-thread', 'reading-thread', 'host']);
const dataDir = usualDataFolder('GanQiao-demo');
rmSync(dataDir, { recursive: true, force: true });

const children: ChildProcess[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });

say('Starting the training registry …');
const organizations = [TEST_FACILITY, { code: TEST_WARD.facilityCode, name: TEST_WARD.facilityName }];
const registry = await startRegistry(organizations.map(({ code, name }) => `${code}=${name}`));

say('Entering the fictional patients …');
const password = madeUpPassword();
await prepareSite(registry.url, password);

say('');
say(`Registry:   ${registry.url}`);
say(`The ward:   ${registry.wardUrl}   (answer the referrals there)`);
say('User:       doctor');
say(`Password:   ${password}`);
say('Everything in here is fictional; the next demo starts afresh.');
say('');
const options = [...(values.port ? ['--port', values.port] : []), ...(values['no-open'] ? ['--no-open'] : [])];
const host = spawnHost(['--data', dataDir, ...options], { stdio: 'inherit' });
children.push(host);
host.on('exit', code => {
  for (const child of children) child.kill();
  process.exit(code ?? 0);
});

/** Its addresses, once it answers. */
function startRegistry(organizationArguments: string[]): Promise<{ url: string; wardUrl: string }> {
  const arguments_ = organizationArguments.flatMap(each => ['--organization', each]);
  const fixed = ['--training', '--ward', TEST_WARD.facilityCode];
  const child = spawn(process.execPath, [inRoot('test/support/registry/main.ts'), ...fixed, ...arguments_], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('the registry did not start')));
    createInterface({ input: child.stdout }).once('line', line =>
      resolve(JSON.parse(line) as { url: string; wardUrl: string }),
    );
  });
}

/** Sets the workstation up through its own contract. */
async function prepareSite(registryUrl: string, withPassword: string): Promise<void> {
  const services = await startServices({
    workerFile: inRoot('dist/services/worker.cjs'),
    dataDir,
    appVersion: 'demo',
    printing: 'page',
    platform: {
      renderPdf: () => Promise.reject(new Error('not needed yet')),
      print: () => Promise.resolve('page'),
    },
    onFailure: failure => {
      throw failure;
    },
  });
  const client = clientOver(services.connect());
  await setUpSite(client, { password: withPassword, samples: true });
  await client.registry.set({ baseUrl: registryUrl, auth: { mode: 'none', confirmed: true } });
  await services.close();
}

/** Easy to type at a demonstration, different each time. */
function madeUpPassword(): string {
  const letters = Array.from({ length: 6 }, () => 'abcdefghkmnpqrstuvwxyz'[randomInt(22)]).join('');
  return `${letters[0]?.toUpperCase()}${letters.slice(1)}-${randomInt(100, 1000)}`;
}
