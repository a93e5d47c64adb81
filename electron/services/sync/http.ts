import type { Reason } from './reasons.ts';

/** One request as the network port carries it. */
export interface HttpRequest {
  method: 'GET' | 'PUT' | 'POST';
  url: string;
  headers: Record<string, string>;
  body: Buffer | null;
  timeoutMs: number; // from the first byte to the last
}

export interface HttpAnswer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

/**
 * Why there is no answer of the registry. All but `connection-lost` and `timeout` say that nothing of the request was
 * acted upon.
 */
export type HttpFailureKind = Extract<
  Reason,
  | 'unreachable'
  | 'connection-lost'
  | 'timeout'
  | 'certificate'
  | 'certificate-date'
  | 'certificate-host'
  | 'certificate-issuer'
  | 'certificate-revoked'
  | 'client-certificate'
  | 'proxy'
  | 'proxy-refused'
  | 'proxy-unreachable'
  | 'address-refused'
  | 'auth'
  | 'server-busy'
  | 'not-the-registry'
>;

/** Carries the kind, and at most one word of a closed list of the protocol: no address, no header, no content. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  readonly word: string;
  constructor(kind: HttpFailureKind, word = '') {
    super(kind);
    this.name = 'HttpFailure';
    this.kind = kind;
    this.word = word;
  }
}

/** The network. Never follows a redirect. */
export interface HttpPort {
  /** @throws HttpFailure */
  request(request: HttpRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Waiting, so that a simulation can bring its own time. */
export interface Timers {
  /** Runs once after `ms`; the returned function cancels. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
