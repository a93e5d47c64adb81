/** Time, ids and randomness come in from outside, so that a whole county can be simulated from a seed. */
export interface Clock {
  /** Now, as ISO 8601 in UTC. */
  now(): string;
  /** Milliseconds that only grow, for waiting times; unaffected by a changed wall clock. */
  monotonicMs(): number;
}

export interface Ids {
  uuid(): string;
}

export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  monotonicMs: () => performance.now(),
};

export const randomIds: Ids = { uuid: () => crypto.randomUUID() };
