import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startRegistry } from '../support/registry/registry.ts';

/** The embedded registry in a process of its own; prints its address and where the times stand at which referrals came. */
const LOOK_EVERY_MS = 20; // a referral takes it longer
const registry = await startRegistry({
  training: true,
  organizations: [
    { code: 'JX', name: '示例县人民医院' },
    { code: 'SL1', name: '示例省立医院' },
  ],
});
const times: number[] = [];
setInterval(() => {
  const taken = registry.requests().filter(({ method, status }) => method === 'POST' && status === 200).length;
  while (times.length < taken) times.push(performance.now());
}, LOOK_EVERY_MS);
const side = createServer((_request, response) => response.end(JSON.stringify(times)));
side.listen(0, '127.0.0.1', () => {
  const { port } = side.address() as AddressInfo;
  console.log(JSON.stringify({ url: registry.url, times: `http://127.0.0.1:${port}/` }));
});
