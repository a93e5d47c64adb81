import type { ClientContext, ClientLink } from '@orpc/client';

/** What the preload of the Electron shell exposes. Named functions only. */
interface ClinicBridge {
  /** Asks main for a port of its own; it arrives as a window message `clinic-port`. */
  connect(): void;
}

declare global {
  interface Window {
    readonly clinic?: ClinicBridge;
  }
}

type Link = ClientLink<ClientContext>;

/** No line to the services at all: the address lacks its token, or the program behind it has ended. */
export class NoConnection extends Error {
  readonly why: 'token-refused' | 'unreachable';

  constructor(why: NoConnection['why'], options?: ErrorOptions) {
    super(why, options);
    this.name = 'NoConnection';
    this.why = why;
  }
}

async function overMessagePort(bridge: ClinicBridge): Promise<Link> {
  const arrived = new Promise<MessagePort>(resolve => {
    const receive = (event: MessageEvent) => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== 'clinic-port' || !port) return;
      window.removeEventListener('message', receive);
      resolve(port);
    };
    window.addEventListener('message', receive);
  });
  bridge.connect();
  const [port, { RPCLink }] = await Promise.all([arrived, import('@orpc/client/message-port')]);
  const link = new RPCLink<ClientContext>({ port });
  port.start(); // the adapter listens with addEventListener, which does not start a port
  return link;
}

let unusedToken: string | null = null;

/** Takes the one-time token out of the address, so that it stays in no history entry and no screenshot. */
function takeToken(): void {
  const token = /^#token=(.+)$/.exec(location.hash)?.[1];
  if (!token) return;
  unusedToken = decodeURIComponent(token);
  history.replaceState(null, '', '#/');
}

async function overFetch(): Promise<Link> {
  takeToken();
  const token = unusedToken;
  const linkModule = import('@orpc/client/fetch');
  if (token) {
    const answer = await fetch(new URL('session', document.baseURI), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    }).catch((cause: unknown) => {
      throw new NoConnection('unreachable', { cause });
    });
    unusedToken = null;
    if (!answer.ok) throw new NoConnection('token-refused');
  }
  const { RPCLink } = await linkModule;
  return new RPCLink<ClientContext>({ url: new URL('rpc', document.baseURI) });
}

let opened: Promise<Link> | null = null;

/** The line to the services: a message port in Electron, fetch on loopback in the browser host. Opened once. */
export function openTransport(): Promise<Link> {
  if (opened) return opened;
  const opening = window.clinic ? overMessagePort(window.clinic) : overFetch();
  opened = opening;
  opening.catch(() => {
    opened = null; // the next call tries again
  });
  return opening;
}
