import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { createDraftKeeper, type DraftStatus } from './draft-keeper.ts';

interface Draft<T> extends DraftStatus {
  /** The form as it stands; `initial` until the stored draft has been read. */
  value: T;
  change(next: T | ((present: T) => T)): void;
  /** False until it is known whether a draft is stored; show the form from then on. */
  ready: boolean;
  /** A stored draft was found and taken. */
  restored: boolean;
  /** Forgets the stored draft, after its content has been recorded or given up; the form then shows `next`. */
  discard(next?: T): Promise<void>;
}

/**
 * Unfinished typing under `key`, kept for its user through lock, switch of user and crash. `accept` reads a stored
 * body back: it answers null for a form that an older version of the program has written.
 */
export function useDraft<T>(key: string, initial: T, accept: (body: unknown) => T | null): Draft<T> {
  const [value, setValue] = useState(initial);
  const [ready, setReady] = useState(false);
  const [restored, setRestored] = useState(false);
  const latest = useRef(initial);
  const acceptRef = useRef(accept);
  acceptRef.current = accept;
  const keeper = useMemo(() => createDraftKeeper<T>(key, body => acceptRef.current(body)), [key]);
  const status = useSyncExternalStore(keeper.subscribe, keeper.status);

  useEffect(() => {
    let gone = false;
    void keeper.load().then(body => {
      if (gone) return;
      if (body !== null) {
        latest.current = body;
        setValue(body);
        setRestored(true);
      }
      setReady(true);
    });
    const close = keeper.open();
    return () => {
      gone = true;
      close();
    };
  }, [keeper]);

  const change = useCallback(
    (next: T | ((present: T) => T)) => {
      const body = typeof next === 'function' ? (next as (present: T) => T)(latest.current) : next;
      latest.current = body;
      setValue(body);
      keeper.change(body);
    },
    [keeper],
  );

  const discard = useCallback(
    async (next?: T) => {
      if (next !== undefined) {
        latest.current = next;
        setValue(next);
      }
      setRestored(false);
      await keeper.discard();
    },
    [keeper],
  );

  return { value, change, ready, restored, ...status, discard };
}
