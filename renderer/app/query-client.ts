import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { toFailure } from './failure.ts';
import { useSession } from './session-store.ts';

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
