import { client } from './client.ts';
import { saveOpenDrafts } from './draft-keeper.ts';
import { toFailure } from './failure.ts';
import { useSession } from './session-store.ts';

/** At most this often the services hear that somebody is at the keyboard. */
const TOUCH_EVERY_MS = 20_000;
const ACTIVITY = ['keydown', 'pointerdown', 'wheel'] as const;

/** Keeps the idle lock of the services waiting while somebody works. Returns the way to stop. */
export function followActivity(): () => void {
  let touchedAt = 0;
  const touch = (event: Event) => {
    if (event.timeStamp - touchedAt < TOUCH_EVERY_MS) return;
    touchedAt = event.timeStamp;
    client.session.touch().catch((error: unknown) => {
      if (toFailure(error).code === 'not-signed-in') useSession.getState().signOut();
    });
  };
  for (const kind of ACTIVITY) window.addEventListener(kind, touch, { capture: true, passive: true });
  return () => {
    for (const kind of ACTIVITY) window.removeEventListener(kind, touch, { capture: true });
  };
}

/** Locks at once: unfinished typing is saved first, then the screen is cleared even if the services do not answer. */
export async function lockNow(): Promise<void> {
  await saveOpenDrafts();
  try {
    await client.session.lock();
  } finally {
    useSession.getState().signOut();
  }
}
