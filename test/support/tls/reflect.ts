/**
 * The little of the metadata proposal that the decorators inside @peculiar/x509 ask for; import it before that package.
 */
const kept = new WeakMap<object, Map<unknown, unknown>>();

function metadataOf(target: object): Map<unknown, unknown> {
  const present = kept.get(target) ?? new Map<unknown, unknown>();
  kept.set(target, present);
  return present;
}

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const own = kept.get(at);
    if (own?.has(key)) return own.get(key);
  }
  return undefined;
}

Object.assign(Reflect, {
  getMetadata,
  getOwnMetadata: (key: unknown, target: object) => kept.get(target)?.get(key),
  hasMetadata: (key: unknown, target: object) => getMetadata(key, target) !== undefined,
  hasOwnMetadata: (key: unknown, target: object) => kept.get(target)?.has(key) ?? false,
  defineMetadata: (key: unknown, value: unknown, target: object) => void metadataOf(target).set(key, value),
  metadata: (key: unknown, value: unknown) => (target: object) => void metadataOf(target).set(key, value),
});
