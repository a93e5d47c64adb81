import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';
import { toFailure } from './failure.ts';
import type { LiveEvent } from './live-events.ts';
import { useSession } from './session-store.ts';

/** Query and mutation options of every procedure: `useQuery(api.patients.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client);

/** The services have locked and the event is late or lost: the lock screen comes up at once. */
function onRefusal(error: unknown): void {
  if (['not-signed-in', 'vault-locked'].includes(toFailure(error).code)) useSession.getState().signOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: onRefusal }),
  mutationCache: new MutationCache({ onError: onRefusal }),
  defaultOptions: {
    queries: {
      networkMode: 'always', // the services are on this computer; the operating system's "offline" says nothing here
      retry: false, // a refusal is an answer, and it is shown
      refetchOnWindowFocus: false,
      staleTime: 30_000, // events tell at once what changed
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Which answers an event makes old. Only what is on screen is asked again at once. */
export function invalidatedBy(event: LiveEvent): readonly (readonly unknown[])[] {
  switch (event.type) {
    case 'patient.changed':
      return [
        api.patients.key(),
        api.episodes.key(),
        api.findings.key(),
        api.labs.key(),
        api.assessments.key(),
        api.treatments.key(),
        api.referrals.key(),
        api.packet.key(),
        api.outbox.key(),
      ];
    case 'referral.changed':
      return [api.referrals.key(), api.packet.key(), api.patients.key(), api.outbox.key(), api.sync.key()];
    case 'sync.changed':
      return [api.sync.key(), api.outbox.key(), api.referrals.key(), api.patients.list.key()];
    case 'settings.changed':
      return [api.facility.key(), api.wards.key(), api.users.key(), api.registry.key(), api.sync.key()];
    case 'backup.changed':
      return [api.backup.key()];
    case 'line.restored':
      return [[]]; // the empty key is part of every key
    case 'session.locked':
      return [];
  }
}
