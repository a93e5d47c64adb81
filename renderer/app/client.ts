import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/contract.ts';
import { openTransport } from './transport.ts';

const link: ClientLink<ClientContext> = {
  call: async (path, input, options) => (await openTransport()).call(path, input, options),
};

/**
 * The typed caller of every procedure of the contract. Types only: neither zod nor the contract itself reaches the
 * first chunk. For queries use `api` of api.ts.
 */
export const client: ContractRouterClient<Contract> = createORPCClient(link);
