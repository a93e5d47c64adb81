import type { IncomingHttpHeaders } from 'node:http';
import { getStatus } from '@medplum/core';
import type { OperationOutcome, Resource } from '@medplum/fhirtypes';

export const FHIR_JSON = 'application/fhir+json';

/** A request whose body has been read. */
export interface Incoming {
  method: string;
  /** Path below the FHIR base, without leading slash and without query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** FHIR base as the client addressed it (its Host header), so that links lead back through a proxy. */
  base: string;
}

export interface Outgoing {
  status: number;
  headers: Record<string, string>;
  body?: string | Buffer;
}

export function resourceAnswer(status: number, resource: Resource, headers: Record<string, string> = {}): Outgoing {
  return {
    status,
    headers: { 'Content-Type': `${FHIR_JSON}; charset=utf-8`, ...headers },
    body: JSON.stringify(resource),
  };
}

export function outcomeAnswer(outcome: OperationOutcome, headers: Record<string, string> = {}): Outgoing {
  return resourceAnswer(getStatus(outcome), outcome, headers);
}

export function jsonAnswer(status: number, value: unknown): Outgoing {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(value),
  };
}

/** Media type without parameters, lower case; empty when absent. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

export function isFhirJson(type: string): boolean {
  return type === FHIR_JSON || type === 'application/json' || type === 'application/json+fhir';
}
