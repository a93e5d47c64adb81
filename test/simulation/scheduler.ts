interface Planned {
  readonly atMs: number;
  readonly run: () => void;
  isCancelled: boolean;
}

/** Virtual time: one thing happens at a time, in the order of its instant, then of its planning. */
export class Scheduler {
  /** ms since epoch; begins in the morning of a working day. */
  nowMs = Date.parse('2026-11-23T00:00:00Z');
  readonly #planned: Planned[] = []; // latest first

  after(ms: number, run: () => void): () => void {
    const planned: Planned = { atMs: this.nowMs + Math.max(0, Math.ceil(ms)), run, isCancelled: false };
    let at = this.#planned.length;
    while (at > 0 && (this.#planned[at - 1] as Planned).atMs <= planned.atMs) at -= 1;
    this.#planned.splice(at, 0, planned);
    return () => {
      planned.isCancelled = true;
    };
  }

  /** Lets the next thing happen, and everything that follows from it at once. @returns false where none is left */
  async step(untilMs: number): Promise<boolean> {
    for (;;) {
      const next = this.#planned.at(-1);
      if (!next || next.atMs > untilMs) {
        this.nowMs = Math.max(this.nowMs, untilMs);
        return false;
      }
      this.#planned.pop();
      if (next.isCancelled) continue;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await allSettled();
      return true;
    }
  }
}

/** Every promise that can go on has gone on: only the engine's promises wait, and none of them for the machine. */
export const allSettled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));
