import type { Bundle, BundleEntry, Resource, Task } from '@medplum/fhirtypes';
import { hasOp } from '../../../shared/fhir/task.ts';
import { revisionOf } from '../../../shared/fhir/writing.ts';
import { type OwnVersions, ownVersions } from './own-versions.ts';
import type { QueuedRow } from './queue.ts';
import {
  type Attempt,
  acked,
  failed,
  type KnownCopy,
  question,
  type SendContext,
  trouble,
  WITHDRAWN,
} from './sending.ts';

/**
 * Sends one transaction of a referral. Before the one that ends with the Task, the Task is asked for: it may be there
 * already, because an answer was lost, and the ward may have accepted since; it is never written over.
 */
export async function sendBundle(context: SendContext, row: QueuedRow, payload: Buffer): Promise<Attempt> {
  const bundle = JSON.parse(payload.toString('utf8')) as Bundle;
  const { client, uris } = context;
  const isHead = row.resource_type === 'Task';
  if (isHead) {
    const found = await client.read<Task>('Task', row.resource_id ?? '');
    if (!found.ok) return failed(found);
    if (!('absent' in found)) {
      return hasOp(found.resource, row.op_id, uris) ? acked(found.resource, found.resource) : question('task-taken');
    }
  }
  if (!context.claim(row)) return WITHDRAWN;
  const known = ownVersions(context.read, context.baseUrl, row.stream_id);
  let prepared = withoutOlder(bundle, known, context);
  let answer = await client.transaction(prepared, prepared === bundle ? payload : undefined);
  const isShortened = prepared.entry?.length !== bundle.entry?.length;
  if (!answer.ok && (answer.reason === 'moved' || (answer.reason === 'refused' && isShortened))) {
    prepared = withoutOlder(bundle, await askedVersions(context, bundle, known), context);
    answer = await client.transaction(prepared);
  }
  if (answer.ok) return landed(context, row, prepared, answer.resource);
  if (answer.reason === 'refused' && /\bnot-supported\b/.test(answer.detail)) {
    return withoutTransactions(context, row, prepared);
  }
  return failed(answer);
}

/** A registry without transactions: everything but the Task one by one in a batch, and the Task as the commit mark. */
async function withoutTransactions(context: SendContext, row: QueuedRow, bundle: Bundle): Promise<Attempt> {
  const entries = bundle.entry ?? [];
  const task = entries.map(entry => entry.resource).find(resource => resource?.resourceType === 'Task');
  const others = entries.filter(entry => entry.resource?.resourceType !== 'Task');
  for (const { resource } of others) {
    if (!resource) continue;
    const answer = await context.client.update(resource, null);
    if (!answer.ok) return failed(answer);
  }
  if (!task) return landed(context, row, { ...bundle, entry: others }, null);
  const answer = await context.client.update(task, null);
  return answer.ok ? acked(answer.resource, answer.resource as Task) : failed(answer);
}

/** Reads the stamps of what has landed; asks for the Task where the answer does not say its version and time. */
async function landed(
  { client, uris }: SendContext,
  row: QueuedRow,
  sent: Bundle,
  response: Bundle | null,
): Promise<Attempt> {
  const copies: KnownCopy[] = [];
  let task: Task | null = null;
  for (const [index, { resource }] of (sent.entry ?? []).entries()) {
    const stamp = stampOf(response?.entry?.[index]);
    if (!resource?.id || !stamp) continue;
    if (resource.resourceType === 'Task') task = { ...resource, meta: { ...resource.meta, ...stamp } };
    else copies.push({ type: resource.resourceType, id: resource.id, ...stamp, rev: revisionOf(resource, uris) });
  }
  const revised = copies.filter(({ rev }) => rev > 0); // of what has no revisions nobody ever asks the version
  if (task) return acked(task, task, revised);
  const own = copies.find(copy => copy.type === row.resource_type && copy.id === row.resource_id);
  if (own) return { kind: 'acked', versionId: own.versionId, serverTime: own.lastUpdated, task: null, copies: revised };
  const found = await client.read<Resource>((row.resource_type ?? 'Task') as 'Task', row.resource_id ?? '');
  if (!found.ok) return failed(found);
  if ('absent' in found) return trouble('lost-write');
  return acked(found.resource, found.resource.resourceType === 'Task' ? found.resource : null, revised);
}

function stampOf(entry: BundleEntry | undefined): { versionId: string; lastUpdated: string } | null {
  const { etag, lastModified } = entry?.response ?? {};
  const versionId = entry?.resource?.meta?.versionId ?? etag?.replace(/^W\//, '').replaceAll('"', '');
  const at = Date.parse(entry?.resource?.meta?.lastUpdated ?? lastModified ?? '');
  return versionId && !Number.isNaN(at) ? { versionId, lastUpdated: new Date(at).toISOString() } : null;
}

/**
 * The payload less what the registry already holds in the same or a higher version of ours (two referrals of one patient
 * may arrive in reverse order); what it holds in a lower one is guarded by its version.
 */
function withoutOlder(bundle: Bundle, known: OwnVersions, { uris }: SendContext): Bundle {
  if (known.size === 0) return bundle;
  const entry = (bundle.entry ?? []).flatMap((candidate): BundleEntry[] => {
    const { resource, request } = candidate;
    const copy = resource && known.get(`${resource.resourceType}/${resource.id}`);
    if (!resource || !request || !copy || resource.resourceType === 'Task') return [candidate];
    const rev = revisionOf(resource, uris);
    if (copy.rev >= rev && rev > 0) return [];
    return rev > 0 ? [{ ...candidate, request: { ...request, ifMatch: `W/"${copy.versionId}"` } }] : [candidate];
  });
  return { ...bundle, entry };
}

/** What the registry says it holds of the entries that we thought to know: our knowledge of them was old. */
async function askedVersions({ client, uris }: SendContext, bundle: Bundle, known: OwnVersions): Promise<OwnVersions> {
  const versions: OwnVersions = new Map();
  for (const { resource } of bundle.entry ?? []) {
    if (!resource?.id || !known.has(`${resource.resourceType}/${resource.id}`)) continue;
    if (revisionOf(resource, uris) === 0) continue;
    const found = await client.read(resource.resourceType, resource.id);
    const versionId = found.ok && !('absent' in found) ? found.resource.meta?.versionId : undefined;
    if (!found.ok || 'absent' in found || versionId === undefined) continue;
    versions.set(`${resource.resourceType}/${resource.id}`, { versionId, rev: revisionOf(found.resource, uris) });
  }
  return versions;
}
