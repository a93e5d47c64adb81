/**
 * What `@peculiar/x509` wants of the package `reflect-metadata` (its dependency container refuses to load without): a
 * table of keys by class.
 */
const tables = new WeakMap<object, Map<unknown, unknown>>();

const own = (key: unknown, target: object): unknown => tables.get(target)?.get(key);

function inherited(key: unknown, target: object | null): unknown {
  for (let at = target; at !== null; at = Object.getPrototypeOf(at)) {
    const value = own(key, at);
    if (value !== undefined) return value;
  }
  return undefined;
}

function define(key: unknown, value: unknown, target: object): void {
  const table = tables.get(target) ?? new Map<unknown, unknown>();
  tables.set(target, table.set(key, value));
}

Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define });
