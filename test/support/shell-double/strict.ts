import { EventEmitter } from 'node:events';

/** Names that the language itself asks any object for; all others must be there or be said to lack. */
const ASKED_BY_LANGUAGE = new Set(['then', 'toJSON', '__esModule', 'default', 'constructor', 'nodeType']);

/** Where the true thing would answer and the double cannot, it says so instead of answering `undefined`. */
export function strict<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key, receiver) {
      if (key in target || typeof key === 'symbol' || ASKED_BY_LANGUAGE.has(key)) {
        return Reflect.get(target, key, receiver);
      }
      throw new Error(`not in the double: ${name}.${key}`);
    },
    set(target, key, value, receiver) {
      if (key in target || typeof key === 'symbol' || key.startsWith('_'))
        return Reflect.set(target, key, value, receiver);
      throw new Error(`not in the double: ${name}.${key}`);
    },
  });
}

/** The same for a class: for what it makes and for its static members. */
export function strictClass<T extends object, A extends unknown[]>(name: string, Class: new (...args: A) => T) {
  return new Proxy(strict(name, Class), { construct: (_target, args: A) => strict(name, new Class(...args)) });
}

type Listener = Parameters<EventEmitter['on']>[1];

/** An emitter of named events only: who listens to another would wait for ever. */
export class KnownEvents extends EventEmitter {
  // Not #private: a proxy has no such fields.
  private readonly label: string;
  private readonly known: readonly string[];

  constructor(label: string, known: readonly string[]) {
    super();
    this.label = label;
    this.known = known;
  }

  private check(event: string | symbol): void {
    if (typeof event === 'string' && this.known.includes(event)) return;
    throw new Error(`not in the double: ${this.label} event '${String(event)}'`);
  }

  override on(event: string | symbol, listener: Listener): this {
    this.check(event);
    return super.on(event, listener);
  }

  override once(event: string | symbol, listener: Listener): this {
    this.check(event);
    return super.once(event, listener);
  }
}

/** Emits an event that a listener may prevent; says whether one did. */
export function emitPreventable(
  emitter: EventEmitter,
  event: string,
  details: object = {},
  ...rest: unknown[]
): boolean {
  let prevented = false;
  emitter.emit(event, { ...details, preventDefault: () => (prevented = true) }, ...rest);
  return prevented;
}
