import { createHash } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import { z } from 'zod';
import { revisionOf } from '../../../shared/fhir/writing.ts';
import { ownVersions } from './own-versions.ts';
import type { QueuedRow } from './queue.ts';
import { type Attempt, acked, failed, question, type SendContext, trouble, WITHDRAWN } from './sending.ts';

/**
 * Writes one resource that only we write: a letter's DocumentReference, a message, a revoked request. The first write is
 * unconditional and may be repeated; one that the registry already holds is guarded by its version.
 */
export async function sendResource(context: SendContext, row: QueuedRow, payload: Buffer): Promise<Attempt> {
  const resource = JSON.parse(payload.toString('utf8')) as Resource;
  const { client, uris } = context;
  const own = revisionOf(resource, uris);
  const known = ownVersions(context.read, context.baseUrl, row.stream_id).get(
    `${resource.resourceType}/${resource.id}`,
  );
  if (!context.claim(row)) return WITHDRAWN;
  const first = await client.update(resource, known ? `W/"${known.versionId}"` : null);
  if (first.ok) return held(first.resource, own);
  if (first.reason !== 'moved') return failed(first);
  const found = await client.read(resource.resourceType, resource.id ?? '');
  if (!found.ok) return failed(found);
  if ('absent' in found) return failed(first);
  if (own > 0 && revisionOf(found.resource, uris) >= own) return held(found.resource, own);
  const second = await client.update(resource, found.etag);
  return second.ok ? held(second.resource, own) : failed(second);
}

function held(resource: Resource, rev: number): Attempt {
  const { versionId, lastUpdated } = resource.meta ?? {};
  if (!resource.id || !versionId || !lastUpdated) return trouble('not-the-registry');
  return acked(resource, null, [{ type: resource.resourceType, id: resource.id, versionId, lastUpdated, rev }]);
}

/** Payload of a `binary` row: the bytes stand in `document` and never change. */
const BinaryPayload = z.object({ documentId: z.string(), contentType: z.string(), sha256: z.string() });

/** Uploads the bytes of a letter as they are. A file that no longer matches its hash is never sent. */
export async function sendBinary(context: SendContext, row: QueuedRow, payload: Buffer): Promise<Attempt> {
  const { documentId, contentType, sha256 } = BinaryPayload.parse(JSON.parse(payload.toString('utf8')));
  const { read, client } = context;
  const document = read.first(read.query.selectFrom('document').select('bytes').where('id', '=', documentId));
  const isWhole = document && createHash('sha256').update(document.bytes).digest('hex') === sha256;
  if (!isWhole) return question('attachment-changed');
  if (!context.claim(row)) return WITHDRAWN;
  const answer = await client.putBinary(documentId, document.bytes, contentType);
  return answer.ok ? acked(answer.resource, null) : failed(answer);
}
