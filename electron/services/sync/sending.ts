import type { Resource, Task } from '@medplum/fhirtypes';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import type { Reader } from '../database/store.ts';
import type { QueuedRow } from './queue.ts';
import type { Reason } from './reasons.ts';
import type { Failure, RegistryClient } from './registry-client.ts';

/** What the registry holds of a resource that only we write, as far as we know. */
export interface KnownCopy {
  type: string;
  id: string;
  versionId: string;
  lastUpdated: string;
  rev: number;
}

/** How one attempt ended. */
export type Outcome =
  | {
      kind: 'acked';
      /** Registry's version and time of the resource that the row is about. */
      versionId: string;
      serverTime: string;
      /** The Task as it now stands, where this attempt saw it. */
      task: Task | null;
      copies: KnownCopy[];
    }
  | { kind: 'failed'; failure: Failure }
  /** A person has to decide; `task` = what they will see it against. */
  | { kind: 'question'; reason: Reason; detail: string; task: Task | null }
  /** The move is overtaken by what the registry already holds. */
  | { kind: 'overtaken'; task: Task };

/** What sending needs; `claim` must be called once before the first byte of a write goes out. */
export interface SendContext {
  read: Reader;
  client: RegistryClient;
  uris: FhirUris;
  baseUrl: string;
  /** Marks the row as on its way. @returns false where it was withdrawn in the meantime */
  claim(row: QueuedRow): boolean;
}

export const failed = (failure: Failure): Outcome => ({ kind: 'failed', failure });

export const trouble = (reason: Reason, httpStatus: number | null = null): Outcome => ({
  kind: 'failed',
  failure: { ok: false, reason, httpStatus, retryAfterMs: null, detail: '', serverDate: null },
});

export const question = (reason: Reason, detail = '', task: Task | null = null): Outcome => ({
  kind: 'question',
  reason,
  detail,
  task,
});

/** The row was dropped between its turn and its sending; nothing has happened. */
export const WITHDRAWN = 'withdrawn';
export type Attempt = Outcome | typeof WITHDRAWN;

export function acked(resource: Resource, task: Task | null, copies: KnownCopy[] = []): Outcome {
  const { versionId, lastUpdated } = resource.meta ?? {};
  if (versionId === undefined || lastUpdated === undefined) return trouble('not-the-registry');
  return { kind: 'acked', versionId, serverTime: new Date(lastUpdated).toISOString(), task, copies };
}
