import { randomUUID } from 'node:crypto';
import type { Binary } from '@medplum/fhirtypes';
import type { Incoming, Outgoing } from './http-message.ts';
import { isFhirJson, mediaType } from './http-message.ts';

/** A Binary sent as its bytes instead of a FHIR resource. */
export function isRawBinaryWrite({ method, path, headers }: Incoming): boolean {
  const [type, id, ...rest] = path.split('/');
  if (type !== 'Binary' || rest.length > 0) return false;
  const writes = (method === 'PUT' && id) || (method === 'POST' && !id);
  return Boolean(writes) && !isFhirJson(mediaType(headers['content-type']));
}

export function binaryFromBytes({ path, headers, body }: Incoming): Binary {
  const context = headers['x-security-context'];
  return {
    resourceType: 'Binary',
    id: path.split('/')[1] ?? randomUUID(),
    contentType: mediaType(headers['content-type']) || 'application/octet-stream',
    ...(typeof context === 'string' ? { securityContext: { reference: context } } : {}),
    data: body.toString('base64'),
  };
}

/** The answer to a write does not send the bytes back. */
export function withoutData(binary: Binary): Binary {
  const { data: _data, ...rest } = binary;
  return rest;
}

/** Bytes, unless the reader asks for FHIR JSON. */
export function wantsRawBinary(accept: string | undefined): boolean {
  return !(accept ?? '').split(',').some(part => isFhirJson(mediaType(part)));
}

export function rawBinaryAnswer(binary: Binary, headers: Record<string, string>): Outgoing {
  return {
    status: 200,
    headers: { ...headers, 'Content-Type': binary.contentType },
    body: Buffer.from(binary.data ?? '', 'base64'),
  };
}
