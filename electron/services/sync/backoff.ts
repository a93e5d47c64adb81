import { classOf, type Reason } from './reasons.ts';

export interface BackoffTimes {
  baseMs: number;
  capMs: number;
  /** After a write whose answer was lost: the server may still be working on it. */
  abandonedMs: number;
}

export const BACKOFF_TIMES: BackoffTimes = { baseMs: 5_000, capMs: 900_000, abandonedMs: 30_000 };

/**
 * How long to wait before the next attempt: full jitter over a doubling span, never less than the server asked for.
 * Certificate, proxy and sign-in troubles are not hammered: they wait the longest span.
 * @param attempt from 1
 */
export function waitMs(
  failure: { reason: Reason; retryAfterMs: number | null },
  attempt: number,
  random: () => number,
  times: BackoffTimes,
): number {
  const isTransient = classOf(failure.reason) === 'transient' || classOf(failure.reason) === 'moved';
  const span = isTransient ? Math.min(times.capMs, times.baseMs * 2 ** Math.min(attempt - 1, 30)) : times.capMs;
  return Math.max(isTransient ? random() * span : span, failure.retryAfterMs ?? 0);
}

/** Troubles that say something about the line or the whole server, not about one payload. */
const WHOLE_SERVER: ReadonlySet<Reason> = new Set([
  'unreachable',
  'proxy-unreachable',
  'not-the-registry',
  'auth',
  'training-mismatch',
  'registry-reset',
]);
const isWholeServer = (reason: Reason): boolean => WHOLE_SERVER.has(reason) || classOf(reason) === 'transport';
/** Others may be one payload's own; so many in a row are the server's. */
const IN_A_ROW = 3;

/** Circuit breaker of one server: while it is open nothing is asked; after its wait one probe goes alone. */
export class Breaker {
  #inARow = 0;
  #trips = 0;
  #openUntilMs: number | null = null;
  #isProbing = false;

  /** Whether a request may go now. Where the breaker was open, the caller is the probe and must report. */
  mayAsk(nowMs: number): boolean {
    if (this.#openUntilMs === null) return true;
    if (this.#isProbing || nowMs < this.#openUntilMs) return false;
    this.#isProbing = true;
    return true;
  }

  /** @returns true where this answer closed an open breaker */
  succeeded(): boolean {
    const wasOpen = this.#openUntilMs !== null;
    this.reset();
    return wasOpen;
  }

  /** @param wait of a given number of trips in a row */
  failed(reason: Reason, nowMs: number, wait: (trips: number) => number): void {
    this.#inARow += 1;
    if (!this.#isProbing && !isWholeServer(reason) && this.#inARow < IN_A_ROW) return;
    this.#isProbing = false;
    this.#trips += 1;
    this.#openUntilMs = nowMs + wait(this.#trips);
  }

  /** The probe ended without a word about the server, such as a row withdrawn before it was sent. */
  endProbe(): void {
    this.#isProbing = false;
  }

  /** A person or the system says that things have changed. */
  reset(): void {
    this.#inARow = 0;
    this.#trips = 0;
    this.#openUntilMs = null;
    this.#isProbing = false;
  }

  /** When the next probe may go; null while closed. */
  get openUntilMs(): number | null {
    return this.#openUntilMs;
  }
}

/** Rows that wait before their next attempt, on the monotonic clock: a changed wall clock neither hastens nor delays. */
export class Waiting {
  readonly #rows = new Map<number, { untilMs: number; isAbandoned: boolean }>();

  /** @param isAbandoned a write without an answer: the server may still be working on it, so nobody may hasten this */
  begin(seq: number, untilMs: number, isAbandoned: boolean): void {
    this.#rows.set(seq, { untilMs, isAbandoned });
  }

  end(seq: number): void {
    this.#rows.delete(seq);
  }

  isOver(seq: number, nowMs: number): boolean {
    return (this.#rows.get(seq)?.untilMs ?? Number.NEGATIVE_INFINITY) <= nowMs;
  }

  /** The line is back, or a person asks: only abandoned writes go on waiting. */
  forgive(): void {
    for (const [seq, { isAbandoned }] of this.#rows) if (!isAbandoned) this.#rows.delete(seq);
  }

  /** When the next wait ends, which may be past already; null where nobody waits. */
  earliestMs(): number | null {
    const times = [...this.#rows.values()].map(row => row.untilMs);
    return times.length === 0 ? null : Math.min(...times);
  }

  /** Before a run: who has waited long enough waits no more, whether or not the row is still there. */
  clearEnded(nowMs: number): void {
    for (const [seq, { untilMs }] of this.#rows) if (untilMs <= nowMs) this.#rows.delete(seq);
  }
}
