/** Whether a fault strikes before the registry has seen the request or after it has done the work. */
export type Moment = 'before-commit' | 'after-commit';

/** What may go wrong on the way to the registry and back. */
export type Fault =
  /** The connection is cut without an answer. */
  | { kind: 'cut'; moment: Moment }
  /** No answer ever; the connection stays open until the client gives up. */
  | { kind: 'hang'; moment: Moment }
  /** No answer; the request reaches the registry only when the test calls `release` (the abandoned request that lands late). */
  | { kind: 'hold' }
  /** An answer that is not the registry's. */
  | { kind: 'answer'; moment: Moment; status: number; headers?: Record<string, string>; body?: string }
  /** The registry's answer with other headers, its body kept. */
  | { kind: 'headers'; headers: Record<string, string> }
  /** The registry's answer cut off after `bytes`: `clean` with a matching length, else the connection breaks. */
  | { kind: 'truncate'; bytes: number; clean: boolean }
  /** Body bytes pass at this rate, in both directions. */
  | { kind: 'slow'; bytesPerSecond: number }
  /** Upload: reads this many bytes of the body, then nothing more; the registry sees nothing. */
  | { kind: 'stall-upload'; afterBytes: number }
  /** Waits before handing the request on and before handing the answer back. */
  | { kind: 'delay'; beforeMs: number; afterMs: number }
  /** The registry gets the request twice; the client sees the first answer. `on-release`: the second one waits for `release`. */
  | { kind: 'duplicate'; second: 'at-once' | 'on-release' };

/** Which requests a fault meets; an absent field matches everything. */
export interface Match {
  method?: string;
  /** Tested against path and query. */
  path?: RegExp;
  /** Tested against the body; not for `stall-upload` and `slow`, which act before the body is complete. */
  body?: RegExp;
}

export interface FaultOptions {
  match?: Match;
  /** How many requests it strikes, 1 unless given; `Infinity` until removed. */
  times?: number;
  /** Matching requests that pass before it begins. */
  skip?: number;
}

/** Wi-Fi log-in page: 200 with HTML, the registry sees nothing. */
export function captivePortal(): Fault {
  return {
    kind: 'answer',
    moment: 'before-commit',
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Log in</title><form action="/login"></form>',
  };
}

export function loginRedirect(location = 'http://portal.invalid/login'): Fault {
  return { kind: 'answer', moment: 'before-commit', status: 302, headers: { Location: location }, body: '' };
}

/** A server error or refusal; `retryAfterSeconds` adds Retry-After. */
export function statusCode(status: number, options: { retryAfterSeconds?: number; moment?: Moment } = {}): Fault {
  const { retryAfterSeconds, moment = 'before-commit' } = options;
  return {
    kind: 'answer',
    moment,
    status,
    headers: {
      'Content-Type': 'text/plain',
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
    body: 'injected',
  };
}

/** The work is done, the answer is an empty 200. */
export function emptyAnswer(): Fault {
  return { kind: 'answer', moment: 'after-commit', status: 200, body: '' };
}

/** The work is done and the body is right, but it calls itself HTML. */
export function wrongContentType(contentType = 'text/html'): Fault {
  return { kind: 'headers', headers: { 'content-type': contentType } };
}
