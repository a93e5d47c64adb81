import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { type ContractRouterClient, isContractProcedure } from '@orpc/contract';
import { type AnyRouter, os } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { type Contract, contract } from '../../shared/contract/contract.ts';
import { errorMap } from '../../shared/contract/procedure.ts';

/** A lab import or a scanned consent is the largest thing that a page sends. */
const BODY_LIMIT = 30 * 1024 * 1024;

/** One connection to the worker, as nested functions called by path. */
export interface RelayContext {
  client: ContractRouterClient<Contract>;
}

export function clientOf(port: MessagePort): RelayContext['client'] {
  const client = createORPCClient<RelayContext['client']>(new RPCLink({ port }));
  port.start();
  return client;
}

/**
 * Each procedure of the contract, handed on to the worker as it came. Without schemas of its own: the worker checks, so that
 * both transports behave alike.
 */
const relayedRouter = relay(contract, []) as AnyRouter;

/** Answers the calls of a page over HTTP. */
export const relayHandler = new RPCHandler<RelayContext>(relayedRouter as never, {
  plugins: [new BodyLimitPlugin({ maxBodySize: BODY_LIMIT })],
});

function relay(node: object, path: string[]): unknown {
  if (isContractProcedure(node))
    return os
      .$context<RelayContext>()
      .errors(errorMap)
      .handler(({ context, input, signal }) => call(context.client, path, input, signal));
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, relay(child, [...path, name])]));
}

type Callable = (input: unknown, options: { signal?: AbortSignal }) => Promise<unknown>;

function call(client: object, path: string[], input: unknown, signal?: AbortSignal): Promise<unknown> {
  const procedure = path.reduce<unknown>((node, name) => (node as Record<string, unknown>)[name], client);
  return (procedure as Callable)(input, { ...(signal && { signal }) });
}
