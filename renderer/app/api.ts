import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { client } from './client.ts';

/** Query and mutation options of every procedure: `useQuery(api.patients.get.queryOptions({ input: { id } }))`. */
export const api = createTanstackQueryUtils(client);
