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

/** Why there is no answer. `unreachable`, `certificate` and `proxy`: no connection was made, so nothing was sent. */
export type HttpFailureKind = 'unreachable' | 'connection-lost' | 'timeout' | 'certificate' | 'proxy';

/** Carries the kind alone: no address, no header, no content. */
export class HttpFailure extends Error {
  readonly kind: HttpFailureKind;
  constructor(kind: HttpFailureKind) {
    super(kind);
    this.name = 'HttpFailure';
    this.kind = kind;
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
