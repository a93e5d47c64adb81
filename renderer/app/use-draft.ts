import { useCallback, useEffect, useRef, useState } from 'react';
import type { Instant } from '../../shared/records/time.ts';
import { client } from './client.ts';

/** Autosave waits this long after the last change (records-and-forms 7: at most 1 s). */
const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = 5000;

const openDrafts = new Set<() => Promise<void>>();

/** Saves all unsaved typing now: before a lock asked for by hand, and before the window goes. */
export async function saveOpenDrafts(): Promise<void> {
  await Promise.allSettled([...openDrafts].map(save => save()));
}

interface Draft<T> {
  /** The form as it stands; `initial` until the stored draft has been read. */
  value: T;
  change(next: T | ((present: T) => T)): void;
  /** False until it is known whether a draft is stored; show the form from then on. */
  ready: boolean;
  /** A stored draft was found and taken. */
  restored: boolean;
  savedAt: Instant | null;
  saving: boolean;
  /** Last failed save; the text stays and the save is tried again. */
  error: unknown;
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
  const [savedAt, setSavedAt] = useState<Instant | null>(null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(initial);
  const unsaved = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const acceptRef = useRef(accept);
  acceptRef.current = accept;

  const save = useCallback(async () => {
    clearTimeout(timer.current);
    if (!unsaved.current) return;
    unsaved.current = false;
    setSaving(true);
    try {
      const answer = await client.drafts.put({ key, body: latest.current });
      setSavedAt(answer.savedAt);
      setError(null);
    } catch (failure) {
      unsaved.current = true;
      setError(failure);
      if (openDrafts.has(save)) timer.current = setTimeout(() => void save(), RETRY_AFTER_MS);
    } finally {
      setSaving(false);
    }
  }, [key]);

  useEffect(() => {
    let gone = false;
    client.drafts
      .get({ key })
      .then(stored => {
        if (gone) return;
        const body = stored && !unsaved.current ? acceptRef.current(stored.body) : null;
        if (stored && body !== null) {
          latest.current = body;
          setValue(body);
          setRestored(true);
          setSavedAt(stored.savedAt);
        }
        setReady(true);
      })
      .catch((failure: unknown) => {
        if (gone) return;
        setError(failure);
        setReady(true); // typing must stay possible
      });
    openDrafts.add(save);
    return () => {
      gone = true;
      openDrafts.delete(save);
      void save();
    };
  }, [key, save]);

  const change = useCallback(
    (next: T | ((present: T) => T)) => {
      const body = typeof next === 'function' ? (next as (present: T) => T)(latest.current) : next;
      latest.current = body;
      unsaved.current = true;
      setValue(body);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), SAVE_AFTER_MS);
    },
    [save],
  );

  const discard = useCallback(
    async (next?: T) => {
      clearTimeout(timer.current);
      unsaved.current = false;
      if (next !== undefined) {
        latest.current = next;
        setValue(next);
      }
      setRestored(false);
      setSavedAt(null);
      await client.drafts.discard({ key });
    },
    [key],
  );

  return { value, change, ready, restored, savedAt, saving, error, discard };
}
