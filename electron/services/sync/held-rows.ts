import type { Bundle, Resource, Task } from '@medplum/fhirtypes';
import { z } from 'zod';
import { OPS_KEPT } from '../../../shared/fhir/apply-task-intent.ts';
import { opsOf } from '../../../shared/fhir/task.ts';
import type { FhirUris } from '../../../shared/fhir/uris.ts';
import { revisionOf } from '../../../shared/fhir/writing.ts';
import type { Reader } from '../database/store.ts';
import { bodyOf, type OutboxHead, rowsOf } from '../outbox/rows.ts';
import { readByIds } from './read-by-ids.ts';
import type { Failure, RegistryClient } from './registry-client.ts';

/** What the registry holds of some streams. */
export interface Holdings {
  tasks: Map<string, Task>;
  /** Rows whose content the registry holds, or something newer of ours, with its copy. */
  held: Map<number, Resource>;
}

/** Resources that one row stands for, beside the Task. */
const ROW_TYPES = ['ServiceRequest', 'DocumentReference', 'Observation', 'Communication'] as const;

/** Asks the registry what it holds of these referrals' rows. Writes nothing. */
export async function readHoldings(
  { client, read, uris }: { client: RegistryClient; read: Reader; uris: FhirUris },
  referralIds: readonly string[],
): Promise<({ ok: true } & Holdings) | Failure> {
  const rows = rowsOf(read, referralIds);
  const tasks = await readByIds<Task>(client, 'Task', referralIds);
  if (!tasks.ok) return tasks;
  const copies = new Map<string, Resource>();
  for (const type of ROW_TYPES) {
    const ids = rows.flatMap(row => (row.resource_type === type ? (row.resource_id ?? []) : []));
    const answer = await readByIds<Resource>(client, type, [...new Set(ids)]);
    if (!answer.ok) return answer;
    for (const [id, resource] of answer.found) copies.set(`${type}/${id}`, resource);
  }
  const held = new Map<number, Resource>();
  for (const row of rows) {
    const copy = copyOf(row, rows, tasks.found, copies, read, uris);
    if (copy) held.set(row.seq, copy);
  }
  return { ok: true, tasks: tasks.found, held };
}

function copyOf(
  row: OutboxHead,
  rows: readonly OutboxHead[],
  tasks: Map<string, Task>,
  copies: Map<string, Resource>,
  read: Reader,
  uris: FhirUris,
): Resource | null {
  const task = tasks.get(row.stream_id);
  if (row.step === 'binary') {
    const document = rows.find(other => other.depends_on === row.seq && other.step === 'document');
    return document ? copyOf(document, rows, tasks, copies, read, uris) : null;
  }
  if (row.step === 'bundle' && row.resource_type === 'Patient') {
    const last = rows.find(
      ({ stream_id, seq, step, resource_type }) =>
        stream_id === row.stream_id && seq > row.seq && step === 'bundle' && resource_type !== 'Patient',
    );
    return last ? copyOf(last, rows, tasks, copies, read, uris) : null; // it went before that one
  }
  if (row.resource_type === 'Task') return task && holdsOp(task, row, uris) ? task : null;
  const copy = copies.get(`${row.resource_type}/${row.resource_id}`);
  return copy && revisionOf(copy, uris) >= ownRevision(row, read, uris) ? copy : null;
}

/** A Task keeps the last ops only: what is older than the oldest kept counts as there. */
export function holdsOp(task: Task, row: Pick<OutboxHead, 'op_id' | 'created_at'>, uris: FhirUris): boolean {
  const ops = opsOf(task, uris);
  if (ops.some(op => op.id === row.op_id)) return true;
  return ops.length >= OPS_KEPT && row.created_at < (ops[0]?.at ?? '');
}

const Payload = z.looseObject({ resourceType: z.string() });

function ownRevision(row: OutboxHead, read: Reader, uris: FhirUris): number {
  const resource = Payload.parse(bodyOf(read, row.seq)) as unknown as Resource | Bundle;
  if (resource.resourceType !== 'Bundle') return revisionOf(resource, uris);
  const own = resource.entry?.map(entry => entry.resource).find(entry => entry?.id === row.resource_id);
  return own ? revisionOf(own, uris) : 0;
}
