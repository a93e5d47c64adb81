import type { Clock } from '../ports.ts';

const OFFSETS_KEPT = 5;
/** Less than this is the second of the header and the way there and back. */
const FALL_MS = 60_000;

/** The registry's clock, from the `Date` of its answers, measured against the monotonic clock of this computer. */
export class ServerClock {
  readonly #clock: Clock;
  readonly #offsetsMs: number[] = [];
  #seenMs: number;
  #seenAtMonotonicMs: number;

  /** @param seen latest reading of an earlier life of this program */
  constructor(clock: Clock, seen: string | null) {
    this.#clock = clock;
    this.#seenMs = seen === null ? Number.NEGATIVE_INFINITY : Date.parse(seen);
    this.#seenAtMonotonicMs = clock.monotonicMs();
  }

  /** @returns whether the clock has fallen back by more than a minute */
  note(serverDate: string): boolean {
    const nowMs = Date.parse(serverDate);
    const monotonicMs = this.#clock.monotonicMs();
    const expectedMs = this.#seenMs + (monotonicMs - this.#seenAtMonotonicMs);
    this.#seenMs = nowMs;
    this.#seenAtMonotonicMs = monotonicMs;
    this.#offsetsMs.push(nowMs - Date.parse(this.#clock.now()));
    if (this.#offsetsMs.length > OFFSETS_KEPT) this.#offsetsMs.shift();
    return nowMs < expectedMs - FALL_MS;
  }

  /** Registry's time now; null before its first answer. */
  nowMs(): number | null {
    if (this.#offsetsMs.length === 0) return null;
    return this.#seenMs + (this.#clock.monotonicMs() - this.#seenAtMonotonicMs);
  }

  /** Registry's clock less ours: the median of the latest answers. */
  offsetMs(): number {
    const sorted = [...this.#offsetsMs].sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
  }
}
