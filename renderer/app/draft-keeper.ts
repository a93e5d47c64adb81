import type { Instant } from '../../shared/records/time.ts';
import { client } from './client.ts';

/** Autosave waits this long after the first unsaved change (records-and-forms 7: at most 1 s). */
const SAVE_AFTER_MS = 600;
const RETRY_AFTER_MS = 5000;

const openDrafts = new Set<() => Promise<void>>();

/** Saves all unsaved typing now: before a lock asked for by hand, and before the window goes. */
export async function saveOpenDrafts(): Promise<void> {
  await Promise.allSettled([...openDrafts].map(save => save()));
}

export interface DraftStatus {
  readonly savedAt: Instant | null;
  readonly saving: boolean;
  /** Last failed save; the text stays and the save is tried again. */
  readonly error: unknown;
}

/** Unfinished typing under one key, outside of any component: saving must not make a form draw itself again. */
export interface DraftKeeper<T> {
  /** The stored draft, null where there is none, it is not ours, or typing has begun meanwhile. */
  load(): Promise<T | null>;
  change(body: T): void;
  save(): Promise<void>;
  /** Forgets the stored draft, after its content has been recorded or given up. */
  discard(): Promise<void>;
  status(): DraftStatus;
  subscribe(listener: () => void): () => void;
  /** From now on a lock saves this draft too; the answer ends that, and saves. */
  open(): () => void;
}

export function createDraftKeeper<T>(key: string, accept: (body: unknown) => T | null): DraftKeeper<T> {
  let latest: T | undefined;
  let isUnsaved = false;
  let discards = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let status: DraftStatus = { savedAt: null, saving: false, error: null };
  const listeners = new Set<() => void>();

  const say = (change: Partial<DraftStatus>) => {
    status = { ...status, ...change };
    for (const listener of listeners) listener();
  };
  const saveAfter = (ms: number) => {
    timer ??= setTimeout(() => void save(), ms);
  };
  const stopTimer = () => {
    clearTimeout(timer);
    timer = undefined;
  };

  async function save(): Promise<void> {
    stopTimer();
    if (!isUnsaved) return;
    isUnsaved = false;
    const begun = discards;
    say({ saving: true });
    try {
      const { savedAt } = await client.drafts.put({ key, body: latest });
      say({ saving: false, savedAt: begun === discards ? savedAt : null, error: null });
    } catch (error) {
      if (begun === discards) isUnsaved = true;
      say({ saving: false, error });
      if (openDrafts.has(save)) saveAfter(RETRY_AFTER_MS);
    }
  }

  return {
    async load() {
      try {
        const stored = await client.drafts.get({ key });
        const body = stored && !isUnsaved ? accept(stored.body) : null;
        if (stored && body !== null) {
          latest = body;
          say({ savedAt: stored.savedAt });
        }
        return body;
      } catch (error) {
        say({ error }); // typing must stay possible
        return null;
      }
    },
    change(body) {
      latest = body;
      isUnsaved = true;
      saveAfter(SAVE_AFTER_MS);
    },
    save,
    async discard() {
      stopTimer();
      isUnsaved = false;
      discards += 1;
      say({ savedAt: null });
      await client.drafts.discard({ key });
    },
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open() {
      openDrafts.add(save);
      return () => {
        openDrafts.delete(save);
        void save();
      };
    },
  };
}
