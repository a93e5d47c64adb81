import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setUpSite } from '../support/site-client.ts';
import { workerPort } from '../support/transports.ts';

let transport: Awaited<ReturnType<typeof workerPort>>;
let asked = 0;
/** Refuses everybody: after that the registry is left alone for a quarter of an hour. */
const registry = createServer((_, response) => {
  asked += 1;
  response.writeHead(401).end();
});

beforeAll(async () => {
  await new Promise<void>(resolve => registry.listen(0, '127.0.0.1', resolve));
  transport = await workerPort();
});
afterAll(async () => {
  await transport.close();
  registry.close();
});

const quiet = () => new Promise(resolve => setTimeout(resolve, 300));

/** Whether the registry is asked anew because of it. */
async function isAskedAfter(what: () => unknown): Promise<boolean> {
  await quiet();
  const before = asked;
  await what();
  await quiet();
  return asked > before;
}

it('asks a registry that it left alone when the machine wakes or a network is there again, even behind the lock', async () => {
  const client = await transport.connect();
  await setUpSite(client, { password: 'Waking-up-1' });
  const { port } = registry.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/fhir`;
  await client.registry.set({ baseUrl, auth: { mode: 'none', confirmed: true } });
  await expect.poll(() => asked).toBeGreaterThan(0);

  expect(await isAskedAfter(() => undefined)).toBe(false);
  expect(await isAskedAfter(() => transport.woke())).toBe(true);
  const locked = await transport.connect(); // nobody is signed in here
  expect(await isAskedAfter(() => locked.sync.networkChanged())).toBe(true);
  expect(await client.sync.status()).toMatchObject({ lastCompleteAt: null, lastError: 'auth' });
});
