import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { api } from '../../../renderer/app/api.ts';
import { invalidatedBy, renewing } from '../../../renderer/app/invalidation.ts';
import type { LiveEvent } from '../../../renderer/app/live-events.ts';

const ID = '3f1d6a44-6f3e-4b52-9a51-6f4d3a1f0c11';

const ANSWERS = {
  worklist: api.worklist.list.queryKey(),
  labs: api.labs.list.queryKey({ input: { episodeId: ID } }),
  referral: api.referrals.get.queryKey({ input: { id: ID } }),
  outbox: api.outbox.list.queryKey(),
  sync: api.sync.status.queryKey(),
  wards: api.wards.list.queryKey(),
  backup: api.backup.status.queryKey(),
};

/** Which of the answers above are old after `event`. */
async function oldAfter(event: LiveEvent): Promise<string[]> {
  const queries = new QueryClient();
  for (const key of Object.values(ANSWERS)) queries.setQueryData<unknown>(key, 'stored');
  for (const queryKey of invalidatedBy(event)) await queries.invalidateQueries({ queryKey });
  return Object.entries(ANSWERS)
    .filter(([, key]) => queries.getQueryState(key)?.isInvalidated)
    .map(([name]) => name);
}

describe('an event of the services', () => {
  it('asks again for what a new record changes, not for the settings', async () => {
    expect(await oldAfter({ type: 'patient.changed', patientId: ID })).toEqual([
      'worklist',
      'labs',
      'referral',
      'outbox',
    ]);
  });

  it('asks again for every place that shows where a referral is', async () => {
    const shown = ['worklist', 'referral', 'outbox', 'sync'];
    expect(await oldAfter({ type: 'referral.changed', referralId: ID, patientId: ID })).toEqual(shown);
    expect(await oldAfter({ type: 'sync.changed' })).toEqual(shown);
  });

  it('asks again for everything after a broken line', async () => {
    expect(await oldAfter({ type: 'line.restored' })).toEqual(Object.keys(ANSWERS));
  });

  it('asks for the age of the backup only', async () => {
    expect(await oldAfter({ type: 'backup.changed' })).toEqual(['backup']);
  });
});

describe('a bunch of events', () => {
  it('renews each answer once', async () => {
    const queries = new QueryClient();
    const renewed: unknown[] = [];
    queries.invalidateQueries = async filters => {
      renewed.push(filters?.queryKey);
    };
    const { hear, stop } = renewing(queries);
    hear({ type: 'backup.changed' });
    hear({ type: 'backup.changed' });
    expect(renewed).toEqual([]);
    await vi.waitFor(() => expect(renewed).toEqual([api.backup.key()]));
    stop();
  });
});
