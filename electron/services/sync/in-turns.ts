import type { RegistryClient } from './registry-client.ts';

/**
 * The same client with at most `most` requests on the wire; the others wait in their order. Their time-outs begin when
 * they go out.
 */
export function inTurns(client: RegistryClient, most: number): RegistryClient {
  let going = 0;
  const waiting: (() => void)[] = [];

  const turn = async <R>(request: () => Promise<R>): Promise<R> => {
    if (going === most) await new Promise<void>(go => waiting.push(go));
    else going += 1;
    try {
      return await request();
    } finally {
      const next = waiting.shift();
      if (next)
        next(); // the place passes on
      else going -= 1;
    }
  };

  return {
    read: (type, id) => turn(() => client.read(type, id)),
    search: (type, query) => turn(() => client.search(type, query)),
    next: url => turn(() => client.next(url)),
    transaction: (bundle, frozen) => turn(() => client.transaction(bundle, frozen)),
    update: (resource, ifMatch) => turn(() => client.update(resource, ifMatch)),
    putBinary: (id, bytes, contentType) => turn(() => client.putBinary(id, bytes, contentType)),
    metadata: () => turn(() => client.metadata()),
  };
}
