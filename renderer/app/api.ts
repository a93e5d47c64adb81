import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { client } from './client.ts';

/** Query and mutation options of every procedure: `useQuery(api.patients.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
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
