import { type DoubleSettings, type ToChromium, type ToMain, type Wire, wire } from './wire.ts';

/** This process's end of the line to the one that drives Chromium, and the settings it was started with. */
export const settings = JSON.parse(process.argv[2] ?? '{}') as DoubleSettings;

type Handlers = Parameters<typeof wire<ToMain, ToChromium>>[1];
const handlers: Partial<Handlers> = {};

/** The parts of the double say what they answer. */
export const answerWith = (part: Partial<Handlers>): void => {
  Object.assign(handlers, part);
};

const absent = (name: string) => () => {
  throw new Error(`nobody answers ${name}`);
};

export const chromium: Wire<ToChromium> = wire<ToMain, ToChromium>(
  packet => process.connected && process.send?.(packet),
  new Proxy(handlers as Handlers, { get: (target, name: keyof Handlers) => target[name] ?? absent(name) }),
);

process.on('message', packet => chromium.receive(packet));
process.on('disconnect', () => process.exit(0));

/** Writes down that main used `api`, in order, for the tests to read. */
export const record = (api: string, ...args: unknown[]): void => {
  // Functions cannot cross; what they do is tested where they are called.
  const plain = args.map(arg =>
    JSON.parse(JSON.stringify(arg ?? null, (_key, value) => (typeof value === 'function' ? '[function]' : value))),
  );
  chromium.tell('call', api, plain);
};
