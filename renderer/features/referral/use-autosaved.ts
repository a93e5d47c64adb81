import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Instant } from '../../../shared/records/time.ts';
import { toFailure } from '../../app/failure.ts';
import { useDraft } from '../../app/use-draft.ts';
import { newerDraft, type Typed } from './typed-draft.ts';

/** Stored when typing rests; each keystroke is safe in the draft long before. */
const STORE_AFTER_MS = 1200;

export interface Autosave<T> {
  /** Under which the draft is kept. */
  key: string;
  schema: z.ZodType<T>;
  /** What is stored, which version, and since when; null = nothing yet. */
  stored: { version: number; at: Instant | null; form: T };
  /** Stores it on top of `version`; answers the new version. */
  save(version: number, form: T): Promise<number>;
  /** The version that is stored now, after somebody else's save. */
  presentVersion(): Promise<number>;
}

/**
 * A form that is stored while it is written: kept as a draft within a second, stored when typing rests, one save at a
 * time. Where somebody else saved meanwhile, the next try goes on top of theirs, and what is typed here stays.
 */
export function useAutosaved<T>(options: Autosave<T>) {
  const { key, schema, stored: given } = options;
  const [initial] = useState<Typed<T>>({ at: given.at ?? '', form: given.form });
  const draft = useDraft<Typed<T>>(key, initial, body => newerDraft(schema, body, given.at));
  const [isStoring, setStoring] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const version = useRef(given.version);
  const stored = useRef(initial.form);
  const wanted = useRef(initial.form);
  const running = useRef<Promise<void> | null>(null);
  const latest = useRef(options);
  latest.current = options;
  wanted.current = draft.value.form;

  const storeOnce = useCallback(async (): Promise<void> => {
    setStoring(true);
    try {
      while (stored.current !== wanted.current) {
        const form = wanted.current;
        version.current = await latest.current.save(version.current, form);
        stored.current = form;
      }
      setError(null);
    } catch (failure) {
      setError(failure);
      if (toFailure(failure).code === 'stale-version')
        version.current = await latest.current.presentVersion().catch(() => version.current);
    } finally {
      setStoring(false);
    }
  }, []);

  /** Stores what is typed now; resolves with the version to go on with, or null where it could not be stored. */
  const store = useCallback(async (): Promise<number | null> => {
    running.current ??= storeOnce().finally(() => {
      running.current = null;
    });
    await running.current;
    return stored.current === wanted.current ? version.current : null;
  }, [storeOnce]);

  const { form } = draft.value;
  useEffect(() => {
    if (!draft.ready || form === stored.current) return;
    const timer = setTimeout(() => void store(), STORE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [form, draft.ready, store]);

  return {
    draft,
    form,
    change: (change: Partial<T>) =>
      draft.change(present => ({ at: new Date().toISOString(), form: { ...present.form, ...change } })),
    store,
    isStoring,
    error,
  };
}
