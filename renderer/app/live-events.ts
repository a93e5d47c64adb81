import type { ClinicEvent } from '../../shared/contract/events.ts';
import { client } from './client.ts';

/** `line.restored`: events may have been missed; everything on screen is to be asked again. */
export type LiveEvent = ClinicEvent | { type: 'line.restored' };
type Listener = (event: LiveEvent) => void;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

const listeners = new Set<Listener>();

/** Hears what changed, while the line of `keepListening` stands. */
export function onLiveEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Follows the events of the services and takes up the line again whenever it breaks. Returns the way to stop. */
export function keepListening(): () => void {
  const ending = new AbortController();
  const { signal } = ending;

  const follow = async () => {
    let pauseMs = FIRST_PAUSE_MS;
    let broken = false;
    while (!signal.aborted) {
      try {
        const events = await client.events.subscribe(undefined, { signal });
        if (broken) tell({ type: 'line.restored' });
        broken = false;
        pauseMs = FIRST_PAUSE_MS;
        for await (const event of events) tell(event);
      } catch {
        // why it broke is of no use here: every call that matters reports its own failure
      }
      broken = true;
      await pause(pauseMs, signal);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  };

  void follow();
  return () => ending.abort();
}
