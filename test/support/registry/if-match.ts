import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Bundle } from '@medplum/fhirtypes';
import type { Switches } from './switches.ts';

const ENTITY_TAG = /^(W\/)?"[\x21\x23-\x7e]+"$/;

/**
 * The If-Match header to hand on. The router of Medplum passes over an unquoted or malformed tag, which turns a
 * guarded update into a blind one; here it is refused.
 * @throws OperationOutcomeError 400 when the tag is not `"…"` or `W/"…"`
 */
export function checkedIfMatch(header: string | undefined, switches: Switches): string | undefined {
  if (header === undefined || switches.ignoreIfMatch === true) return undefined;
  if (!ENTITY_TAG.test(header)) throw new OperationOutcomeError(badRequest('If-Match is not a quoted entity tag'));
  return header;
}

/** Checks or, where the switch says so, removes `ifMatch` of each entry. Changes the bundle. */
export function checkBundleIfMatch(bundle: Bundle, switches: Switches): void {
  for (const { request } of bundle.entry ?? []) {
    if (request?.ifMatch === undefined) continue;
    if (switches.ignoreIfMatch) delete request.ifMatch;
    else checkedIfMatch(request.ifMatch, switches);
  }
}
