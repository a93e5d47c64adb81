import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startRegistry } from '../support/registry/registry.ts';

/**
 * The embedded registry in a process of its own; prints its address and where the times stand at which referrals came:
 * `?from=n` leaves out the first n.
 */
const LOOK_EVERY_MS = 20;
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
  registry.clearRequests(); // looking takes as long after 10,000 referrals as after a hundred
  for (let nth = 0; nth < taken; nth += 1) times.push(performance.now());
}, LOOK_EVERY_MS);
const side = createServer(({ url = '' }, response) => {
  const from = Number(new URL(url, 'http://127.0.0.1').searchParams.get('from'));
  response.end(JSON.stringify(times.slice(from)));
});
side.listen(0, '127.0.0.1', () => {
  const { port } = side.address() as AddressInfo;
  console.log(JSON.stringify({ url: registry.url, times: `http://127.0.0.1:${port}/` }));
});
