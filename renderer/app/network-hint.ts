import { client } from './client.ts';

/**
 * Tells the services when the system claims a network again: a reason to ask the registry, never a proof that it answers.
 * Returns the way to stop.
 */
export function watchNetwork(): () => void {
  const hint = () => {
    client.sync.networkChanged().catch(() => undefined); // only a hint: the next turn asks anyway
  };
  window.addEventListener('online', hint);
  return () => window.removeEventListener('online', hint);
}
