import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request as forwardRequest, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultOptions } from './fault-proxy-faults.ts';
import { hangUp, listenOnLoopback } from './loopback.ts';

const SLICE_MS = 50; // granularity of the slow line

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request the proxy has in hand. `headers` keep the client's Host, so the registry's links lead back here. */
interface Carried {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface ProxiedRequest {
  method: string;
  path: string;
  /** Kind of the fault that struck it. */
  fault: Fault['kind'] | undefined;
  /** Status codes the registry answered with, one for each delivery: empty if it never saw the request. */
  delivered: number[];
}

export interface InjectedFault {
  /** Requests struck so far. */
  hits(): number;
  /** Delivers what `hold` or `duplicate: on-release` kept back. @returns the registry's status codes */
  release(): Promise<number[]>;
  remove(): void;
}

export interface FaultProxy {
  /** The registry's address as seen through the proxy, with the path of the target. */
  readonly url: string;
  readonly port: number;
  inject(fault: Fault, options?: FaultOptions): InjectedFault;
  /** Removes every fault; what is held stays held. */
  clear(): void;
  /** Connections are refused until `up`; open ones are cut. */
  down(): Promise<void>;
  up(): Promise<void>;
  requests(): ProxiedRequest[];
  close(): Promise<void>;
}

interface Rule {
  fault: Fault;
  options: FaultOptions;
  seen: number;
  hits: number;
  kept: (() => Promise<number>)[];
}

/**
 * A proxy in front of a registry whose faults a test turns on one by one. Requests without a fault pass unchanged.
 * It also answers CONNECT, so that it can play the hospital's own proxy (407).
 * @param target base address of the registry, e.g. `http://127.0.0.1:40123/fhir`
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy = new Proxying(new URL(target));
  await proxy.listen(0);
  const { port } = proxy;
  return {
    url: `http://127.0.0.1:${port}${new URL(target).pathname.replace(/\/$/, '')}`,
    port,
    inject: (fault, options = {}) => proxy.inject(fault, options),
    clear: () => proxy.clear(),
    down: () => proxy.stop(),
    up: () => proxy.listen(port),
    requests: () => proxy.log.map(entry => ({ ...entry, delivered: [...entry.delivered] })),
    close: () => proxy.stop(),
  };
}

class Proxying {
  readonly log: ProxiedRequest[] = [];
  port = 0;
  private readonly target: URL;
  private rules: Rule[] = [];
  private server: Server | undefined;

  constructor(target: URL) {
    this.target = target;
  }

  inject(fault: Fault, options: FaultOptions): InjectedFault {
    const rule: Rule = { fault, options, seen: 0, hits: 0, kept: [] };
    this.rules.push(rule);
    return {
      hits: () => rule.hits,
      release: () => Promise.all(rule.kept.splice(0).map(deliver => deliver())),
      remove: () => {
        this.rules = this.rules.filter(other => other !== rule);
      },
    };
  }

  clear(): void {
    this.rules = [];
  }

  async listen(port: number): Promise<void> {
    // Node would end a request after five minutes: a letter on a slow line takes an hour.
    const server = createServer({ requestTimeout: 0 }, (request, response) => {
      // A client that gives up is part of the game.
      response.on('error', () => undefined);
      void this.serve(request, response).catch(() => response.destroy());
    });
    server.on('connect', (request: IncomingMessage, socket: Socket) => this.tunnel(request, socket));
    this.port = await listenOnLoopback(server, port);
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await hangUp(server);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    const entry: ProxiedRequest = { method, path, fault: undefined, delivered: [] };
    this.log.push(entry);
    let rule = this.take({ method, path });
    entry.fault = rule?.fault.kind;
    if (rule?.fault.kind === 'stall-upload') return stallUpload(request, rule.fault.afterBytes);
    const body = await readBody(request, rule?.fault.kind === 'slow' ? rule.fault.bytesPerSecond : undefined);
    if (!body) return; // the client was gone before the end of its body
    if (!rule) {
      rule = this.take({ method, path, body });
      entry.fault = rule?.fault.kind;
    }
    await this.carry({ method, path, headers, body }, response, entry, rule);
  }

  private async carry(
    carried: Carried,
    response: ServerResponse,
    entry: ProxiedRequest,
    rule: Rule | undefined,
  ): Promise<void> {
    const fault = rule?.fault;
    const deliver = async () => {
      const answer = await this.deliver(carried);
      entry.delivered.push(answer.status);
      return answer;
    };
    if (fault?.kind === 'hold') {
      rule?.kept.push(async () => (await deliver()).status);
      return;
    }
    const isBefore = fault && 'moment' in fault && fault.moment === 'before-commit';
    if (isBefore) return strike(fault, response);
    if (fault?.kind === 'delay') await wait(fault.beforeMs);
    const answer = await deliver();
    if (fault?.kind === 'duplicate') {
      if (fault.second === 'at-once') await deliver();
      else rule?.kept.push(async () => (await deliver()).status);
    }
    if (fault?.kind === 'delay') await wait(fault.afterMs);
    if (fault && 'moment' in fault) return strike(fault, response);
    await send(answer, response, fault);
  }

  /** First rule that matches and is due. Rules with a body pattern wait for the second call, which has the body. */
  private take(request: { method: string; path: string; body?: Buffer }): Rule | undefined {
    for (const rule of this.rules) {
      const { match = {}, times = 1, skip = 0 } = rule.options;
      if (rule.hits >= times || (match.body === undefined) !== (request.body === undefined)) continue;
      if (match.method !== undefined && match.method !== request.method) continue;
      if (match.path && !match.path.test(request.path)) continue;
      if (match.body && !match.body.test(request.body?.toString('utf8') ?? '')) continue;
      rule.seen += 1;
      if (rule.seen <= skip) continue;
      rule.hits += 1;
      return rule;
    }
    return undefined;
  }

  /** Hands the request to the registry. A registry that is not there is a 502, as behind any gateway. */
  private deliver({ method, path, headers, body }: Carried): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const { 'transfer-encoding': _chunked, connection: _connection, expect: _expect, ...kept } = headers;
    const outgoing = forwardRequest(
      {
        host: this.target.hostname,
        port: this.target.port,
        method,
        path,
        headers: { ...kept, 'content-length': String(body.length) },
        agent: false,
      },
      incoming => {
        const { statusCode = 0, headers: answerHeaders } = incoming;
        void readBody(incoming).then(answer =>
          resolve(answer ? { status: statusCode, headers: answerHeaders, body: answer } : badGateway()),
        );
      },
    );
    outgoing.on('error', () => resolve(badGateway()));
    outgoing.end(body);
    return promise;
  }

  private tunnel(request: IncomingMessage, socket: Socket): void {
    socket.on('error', () => undefined);
    const path = request.url ?? '';
    const rule = this.take({ method: 'CONNECT', path });
    this.log.push({ method: 'CONNECT', path, fault: rule?.fault.kind, delivered: [] });
    if (rule?.fault.kind === 'hang') return;
    if (rule?.fault.kind === 'answer') {
      const { status, headers = {} } = rule.fault;
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}Content-Length: 0\r\n\r\n`);
      return;
    }
    if (rule) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('close', () => upstream.destroy());
  }
}

function badGateway(): Answer {
  return { status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>502 Bad Gateway</h1>') };
}

/** The part of a fault that needs no answer of the registry. */
function strike(fault: Fault, response: ServerResponse): void {
  if (fault.kind === 'cut') response.destroy();
  if (fault.kind !== 'answer') return; // hang: the response simply stays open
  const { status, headers = {}, body = '' } = fault;
  response.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

async function send(answer: Answer, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = answer.headers;
  const body = fault?.kind === 'truncate' ? answer.body.subarray(0, fault.bytes) : answer.body;
  const isBroken = fault?.kind === 'truncate' && !fault.clean;
  const extra = fault?.kind === 'headers' ? fault.headers : {};
  const hasBody = answer.status !== 204 && answer.status !== 304;
  const length = hasBody ? { 'content-length': String(isBroken ? answer.body.length : body.length) } : {};
  response.writeHead(answer.status, { ...headers, ...length, ...extra });
  if (!isBroken && fault?.kind !== 'slow') {
    response.end(body);
    return;
  }
  await writePaced(body, response, fault?.kind === 'slow' ? fault.bytesPerSecond : Number.POSITIVE_INFINITY);
  if (isBroken) response.destroy();
  else response.end();
}

async function writePaced(body: Buffer, response: ServerResponse, bytesPerSecond: number): Promise<void> {
  const slice = Math.max(1, Math.min(body.length, Math.round((bytesPerSecond * SLICE_MS) / 1000)));
  for (let at = 0; at < body.length && !response.destroyed; at += slice) {
    await new Promise<void>(resolve => response.write(body.subarray(at, at + slice), () => resolve()));
    if (Number.isFinite(bytesPerSecond)) await wait(SLICE_MS);
  }
}

/** Reads no further, so that the sender's buffers fill up; the connection stays open. */
async function stallUpload(request: IncomingMessage, afterBytes: number): Promise<void> {
  let size = 0;
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size >= afterBytes) request.pause();
  });
}

/** @returns undefined when the line broke before the end */
async function readBody(message: IncomingMessage, bytesPerSecond?: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      if (bytesPerSecond !== undefined) await wait((chunk.length * 1000) / bytesPerSecond);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
