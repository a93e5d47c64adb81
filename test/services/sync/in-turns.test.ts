import { expect, it } from 'vitest';
import { inTurns } from '../../../electron/services/sync/in-turns.ts';
import type { RegistryClient } from '../../../electron/services/sync/registry-client.ts';

/** A client whose reads end when the test says so; nothing else of it is asked. */
function slowClient() {
  const going = new Map<string, { end: () => void; fail: () => void }>();
  const read = (_type: string, id: string) =>
    new Promise((end, fail) => going.set(id, { end: () => end(id), fail: () => fail(new Error(id)) }));
  const end = async (id: string, how: 'end' | 'fail' = 'end') => {
    going.get(id)?.[how]();
    going.delete(id);
    await new Promise(setImmediate);
  };
  return { client: { read } as unknown as RegistryClient, end, onTheLine: () => [...going.keys()] };
}

it('has so many requests on the line, the others in their order, and a failed one makes room, too', async () => {
  const { client, end, onTheLine } = slowClient();
  const limited = inTurns(client, 2);
  const asked = ['a', 'b', 'c', 'd', 'e'].map(id => limited.read('Task', id).catch(() => 'failed'));
  expect(onTheLine()).toEqual(['a', 'b']);
  await end('b', 'fail');
  expect(onTheLine()).toEqual(['a', 'c']);
  await end('a');
  await end('c');
  expect(onTheLine()).toEqual(['d', 'e']);
  await end('d');
  await end('e');
  expect(await Promise.all(asked)).toEqual(['a', 'failed', 'c', 'd', 'e']);
  const again = ['f', 'g', 'h'].map(id => limited.read('Task', id));
  expect(onTheLine()).toEqual(['f', 'g']); // no place was lost on the way
  for (const id of ['f', 'g', 'h']) await end(id);
  await Promise.all(again);
});
