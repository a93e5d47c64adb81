import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal, rendererFile } from '../renderer-files.ts';
import type { Services } from '../services/worker-thread.ts';
import { BrowserSessions } from './browser-sessions.ts';
import type { RelayContext } from './relayed-router.ts';

export interface HostServer {
  /** Where the pages are, without the token. */
  origin: string;
  /** The address that a person opens: with the one-time token in its fragment. */
  address: string;
  close(): Promise<void>;
}

/**
 * Longer than any browser keeps an unused connection (Chromium: 5 min). Node's own 5 s let the server close one in the
 * very moment in which a call went out on it: the call was lost, and a POST is never repeated by the browser. No test
 * waits for that moment.
 */
const IDLE_CONNECTION_MS = 10 * 60_000;

export interface HostServerOptions {
  /** Starts the services when the first page asks for a connection: until then nothing competes with its painting. */
  services: () => Promise<Pick<Services, 'connect'>>;
  rendererFolder: string;
  /** 0 = any free port. */
  port: number;
}

/**
 * The browser host's server, on 127.0.0.1 only: built pages to anybody, the contract to whoever has exchanged the token.
 * A foreign `Host` (DNS rebinding) or `Origin` (another page in the same browser) is refused before anything else.
 */
export async function startHostServer({ services, rendererFolder, port }: HostServerOptions): Promise<HostServer> {
  const sessions = new BrowserSessions<RelayContext>();
  let authority = '';

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin } = request.headers;
    if (host !== authority || (origin !== undefined && origin !== `http://${authority}`))
      return send(response, refusal(403));
    const { pathname } = new URL(request.url ?? '/', `http://${authority}`);
    if (pathname.startsWith('/rpc/')) return await answerCall(request, response);
    if (pathname === '/session') return await answerToken(request, response);
    if (request.method !== 'GET') return send(response, refusal(403));
    await send(response, await rendererFile(pathname === '/' ? '/index.html' : pathname, rendererFolder));
  }

  async function answerCall(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const context = sessions.find(request.headers.cookie);
    if (!context || request.method !== 'POST' || request.headers.origin === undefined)
      return send(response, refusal(403));
    const { relayHandler } = await relay();
    const { matched } = await relayHandler.handle(request, response, { prefix: '/rpc', context });
    if (!matched) await send(response, refusal(404));
  }

  async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.method === 'POST' ? await readText(request, 1024) : null;
    const [{ clientOf }, { connect }] = await Promise.all([relay(), services()]);
    const cookie = body && sessions.exchange(tokenIn(body), () => ({ client: clientOf(connect()) }));
    if (!cookie) return send(response, refusal(403));
    response.writeHead(204, { 'Set-Cookie': cookie }).end();
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = IDLE_CONNECTION_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${authority}`,
    address: `http://${authority}/#token=${sessions.token}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What answers the calls of a page; loaded when the first of them comes. */
const relay = () => import('./relayed-router.ts');

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}

/** A small body as text; null where it is longer than `limit` bytes. */
async function readText(request: IncomingMessage, limit: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function tokenIn(body: string): string {
  try {
    return String((JSON.parse(body) as { token?: unknown }).token ?? '');
  } catch {
    return '';
  }
}
