import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { contentTooLarge } from '@medplum/core';
import { hangUp, listenOnLoopback } from '../loopback.ts';
import type { AuthGate } from './auth.ts';
import { TOKEN_PATH } from './auth.ts';
import type { FhirEndpoint } from './fhir-endpoint.ts';
import type { Incoming, Outgoing } from './http-message.ts';
import { outcomeAnswer } from './http-message.ts';
import type { Switches } from './switches.ts';
import { Turns } from './turns.ts';

export const FHIR_PATH = '/fhir';

export interface LoggedRequest {
  method: string;
  /** Path with query, as requested. */
  path: string;
  /** 0 while unanswered, or when the line was gone before the answer. */
  status: number;
}

/** Loopback listener: reads bodies, lets requests take turns, keeps a log without bodies. Can stop and start again. */
export class RegistryServer {
  readonly log: LoggedRequest[] = [];
  port = 0;
  private readonly endpoint: FhirEndpoint;
  private readonly gate: AuthGate;
  private readonly switches: Switches;
  private readonly now: () => number;
  private readonly turns = new Turns();
  private server: Server | undefined;

  constructor(endpoint: FhirEndpoint, gate: AuthGate, switches: Switches, now: () => number) {
    this.endpoint = endpoint;
    this.gate = gate;
    this.switches = switches;
    this.now = now;
  }

  /** Listens on 127.0.0.1; `port` 0 takes a free one, which later starts keep. */
  async listen(port: number): Promise<void> {
    const server = createServer((request, response) => void this.serve(request, response));
    this.port = await listenOnLoopback(server, port);
    this.server = server;
  }

  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    await hangUp(server);
  }

  /** Runs work of the test itself between two requests, never inside one. */
  betweenRequests<T>(work: () => Promise<T>): Promise<T> {
    return this.turns.run(work);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const entry: LoggedRequest = { method: request.method ?? '', path: request.url ?? '', status: 0 };
    this.log.push(entry);
    const body = await this.readBody(request);
    if (body === 'aborted') return;
    const origin = `http://${request.headers.host ?? `127.0.0.1:${this.port}`}`;
    const outgoing =
      body === 'too-large'
        ? outcomeAnswer(contentTooLarge('Request body is too large'), { Connection: 'close' })
        : await this.turns.run(() => this.route(request, body, origin));
    if (response.destroyed) return;
    entry.status = outgoing.status;
    response.writeHead(outgoing.status, { Date: new Date(this.now()).toUTCString(), ...outgoing.headers });
    response.end(outgoing.body);
  }

  private async route(request: IncomingMessage, body: Buffer, origin: string): Promise<Outgoing> {
    const url = URL.parse(`${origin}${request.url}`);
    if (!url) return { status: 400, headers: {} };
    if (url.pathname === TOKEN_PATH && request.method === 'POST') return this.gate.token(origin, body);
    if (url.pathname === `${FHIR_PATH}/.well-known/smart-configuration`) return this.gate.configuration(origin);
    if (url.pathname !== FHIR_PATH && !url.pathname.startsWith(`${FHIR_PATH}/`)) return { status: 404, headers: {} };
    const incoming: Incoming = {
      method: request.method ?? 'GET',
      path: url.pathname.slice(FHIR_PATH.length + 1).replace(/\/$/, ''),
      query: url.searchParams,
      headers: request.headers,
      body,
      base: `${origin}${FHIR_PATH}`,
    };
    return this.gate.refusal(incoming) ?? this.endpoint.handle(incoming);
  }

  /** Reads to the end even when too large, so that the client gets to see the 413. */
  private async readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'aborted'> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length;
        if (size <= this.switches.maxBodyBytes) chunks.push(chunk);
      }
    } catch {
      return 'aborted'; // the line broke in mid body: nothing is written
    }
    return size > this.switches.maxBodyBytes ? 'too-large' : Buffer.concat(chunks);
  }
}
