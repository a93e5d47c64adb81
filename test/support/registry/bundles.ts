import { badRequest, OperationOutcomeError } from '@medplum/core';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import type { Outgoing } from './http-message.ts';
import { resourceAnswer } from './http-message.ts';
import { checkBundleIfMatch } from './if-match.ts';
import type { WriteResult } from './repository.ts';
import type { Switches } from './switches.ts';

const REASONS: Record<string, string> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' };

/** Refuses what the switches forbid. Changes `ifMatch` of the entries where the switch says so. */
export function runnableBundle(body: Resource, switches: Switches): Bundle {
  if (body.resourceType !== 'Bundle') throw new OperationOutcomeError(badRequest('Not a bundle'));
  if (body.type === 'transaction') {
    if (switches.noTransactions === true) throw new OperationOutcomeError(notSupported());
    if ((body.entry?.length ?? 0) > switches.maxTransactionEntries) {
      throw new OperationOutcomeError(badRequest('Transaction contains more entries than allowed'));
    }
  }
  checkBundleIfMatch(body, switches);
  return body;
}

/** Adds etag, lastModified, version and the true status to each entry; resources only if asked for, as HAPI does. */
export function answerBundle(
  result: Bundle,
  written: ReadonlyMap<string, WriteResult>,
  switches: Switches,
  isRepresentationWanted: boolean,
): Outgoing {
  const entry = (result.entry ?? []).map(item => answerEntry(item, written, switches, isRepresentationWanted));
  return resourceAnswer(200, { ...result, entry });
}

function answerEntry(
  item: BundleEntry,
  written: ReadonlyMap<string, WriteResult>,
  switches: Switches,
  isRepresentationWanted: boolean,
): BundleEntry {
  const { resource, response } = item;
  const version = resource?.meta?.versionId;
  if (!resource || !response || !version) return item;
  const reference = `${resource.resourceType}/${resource.id}`;
  const result = written.get(reference);
  const status = result === 'created' ? '201' : (response.status ?? '200');
  const answered: BundleEntry = {
    response: {
      ...response,
      status: `${status} ${REASONS[status] ?? ''}`.trim(),
      location: `${reference}/_history/${version}`,
      ...(switches.noEtag ? {} : { etag: switches.bareEtagInBundles ? version : `W/"${version}"` }),
      lastModified: resource.meta?.lastUpdated,
    },
  };
  const isRead = result === undefined;
  return isRead || isRepresentationWanted ? { resource, ...answered } : answered;
}

function notSupported() {
  return {
    resourceType: 'OperationOutcome' as const,
    issue: [
      {
        severity: 'error' as const,
        code: 'not-supported' as const,
        details: { text: 'Transactions are not supported' },
      },
    ],
  };
}
