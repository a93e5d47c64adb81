import { useSyncExternalStore } from 'react';

/**
 * The instant that the focus line stands on, shared by panels, lane and table. It lives outside React: the line itself
 * follows at once, the figures beside it right after the frame with the line has been drawn, and no chart is rendered again.
 */
export interface Focus {
  at(): number | null;
  set(at: number | null): void;
  /** Called at once: for the line. Returns the way to end it. */
  follow(listener: (at: number | null) => void): () => void;
  /** Called after the paint: for everything that is read. */
  subscribe(listener: () => void): () => void;
}

function afterPaint(task: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = task;
    channel.port2.postMessage(null);
  });
}

export function createFocus(schedule: (task: () => void) => void = afterPaint): Focus {
  let current: number | null = null;
  let isScheduled = false;
  const followers = new Set<(at: number | null) => void>();
  const readers = new Set<() => void>();
  return {
    at: () => current,
    set(at) {
      if (at === current) return;
      current = at;
      for (const follower of followers) follower(at);
      if (isScheduled) return;
      isScheduled = true;
      schedule(() => {
        isScheduled = false;
        for (const reader of readers) reader();
      });
    },
    follow(listener) {
      followers.add(listener);
      return () => followers.delete(listener);
    },
    subscribe(listener) {
      readers.add(listener);
      return () => readers.delete(listener);
    },
  };
}

export const useFocusedAt = (focus: Focus): number | null => useSyncExternalStore(focus.subscribe, focus.at);

/** Only those whose answer changes are rendered again. */
export const useIsFocused = (focus: Focus, at: number): boolean =>
  useSyncExternalStore(focus.subscribe, () => focus.at() === at);
