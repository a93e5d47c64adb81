import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { client } from '../../app/client.ts';
import { toFailure } from '../../app/failure.ts';
import { useDraft } from '../../app/use-draft.ts';
import { newerDraft, type TypedReferral } from './referral-draft.ts';

/** The referral is stored when typing rests; each keystroke is safe in the draft long before. */
const STORE_AFTER_MS = 1200;

/**
 * The form of an unsigned referral while it is being written: kept as a draft within a second, stored as the referral
 * when typing rests, one save at a time. The answer of a save says what is still missing.
 */
export function useReferralForm(referral: Referral) {
  const queryClient = useQueryClient();
  const [initial] = useState<TypedReferral>({ at: referral.updatedAt, form: referral.form });
  const draft = useDraft<TypedReferral>(`referral:${referral.id}`, initial, body =>
    newerDraft(body, referral.updatedAt),
  );
  const [latest, setLatest] = useState(referral);
  const [isStoring, setStoring] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const version = useRef(referral.version);
  const stored = useRef(initial.form);
  const wanted = useRef(initial.form);
  const running = useRef<Promise<Referral | null> | null>(null);
  wanted.current = draft.value.form;

  const storeOnce = useCallback(async (): Promise<Referral | null> => {
    setStoring(true);
    let result: Referral | null = null;
    try {
      while (stored.current !== wanted.current) {
        const form = wanted.current;
        result = await client.referrals.save({ id: referral.id, version: version.current, form });
        version.current = result.version;
        stored.current = form;
        setLatest(result);
        queryClient.setQueryData(api.referrals.get.queryKey({ input: { id: referral.id } }), result);
      }
      setError(null);
      void queryClient.invalidateQueries({ queryKey: api.packet.key() });
      return result;
    } catch (failure) {
      setError(failure);
      if (toFailure(failure).code === 'stale-version') {
        // Somebody else saved it: the next try goes on top of theirs, and what is typed here stays.
        version.current = await client.referrals
          .get({ id: referral.id })
          .then(present => present.version)
          .catch(() => version.current);
      }
      return null;
    } finally {
      setStoring(false);
    }
  }, [referral.id, queryClient]);

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
    change: (change: Partial<ReferralForm>) =>
      draft.change(present => ({ at: new Date().toISOString(), form: { ...present.form, ...change } })),
    store,
    latest,
    isStoring,
    error,
  };
}
