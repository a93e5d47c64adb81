import type { Communication, ServiceRequest } from '@medplum/fhirtypes';
import type { Received, ReceivedLine } from '../../../shared/contract/received.ts';
import { readCommunication } from '../../../shared/fhir/communication.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import { organizationId, revisionOf, storedTime } from '../../../shared/fhir/writing.ts';
import type { Id } from '../../../shared/records/time.ts';
import type { ReceivedContent } from '../../../shared/referral/received.ts';
import type { Reader } from '../database/store.ts';
import { remoteTasks } from '../outbox/delivery.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';
import { presentCopy } from '../sync/remote-copies.ts';

/** What the registry has shown of a referral that came in by a code or a file. */
export function createAtRegistry(read: Reader) {
  return {
    /** By the version counter; a code without one says its signature only, which no request is compared with. */
    newerThan({ referralId, rev }: ReceivedContent): ReceivedLine['newer'] {
      const copy = referralId === null ? undefined : presentCopy(read, 'ServiceRequest', referralId);
      if (!copy || rev === null) return null;
      const request = JSON.parse(copy.json) as ServiceRequest;
      const present = revisionOf(request, fhirUris(readRegistrySetting(read).fhirBase));
      if (request.status !== 'active' || present <= rev) return null; // revoked: the Task says so
      return { supplement: present - 1, signedAt: storedTime(request.authoredOn) };
    },
    /** @param site facility code of the sender */
    told(referralId: Id | null, site: string): Received['told'] {
      if (referralId === null) return { eta: null, messages: [] };
      const outputs = remoteTasks(read, [referralId]).get(referralId)?.outputs ?? [];
      return {
        eta: storedTime(outputs.findLast(({ code }) => code === 'eta')?.text),
        messages: messagesOf(read, referralId, site),
      };
    },
  };
}

function messagesOf(read: Reader, referralId: Id, site: string): Received['told']['messages'] {
  const { baseUrl } = readRegistrySetting(read);
  const rows = read.all(
    read.query
      .selectFrom('remote')
      .select('json')
      .where('base_url', '=', baseUrl)
      .where('type', '=', 'Communication')
      .where('json', 'like', `%${referralId}%`)
      .orderBy('last_updated', 'desc'),
  );
  return rows.flatMap(({ json }) => {
    const communication = JSON.parse(json) as Communication;
    const message = readCommunication(communication);
    const isTheirs = communication.sender?.reference === `Organization/${organizationId(site)}`;
    if (!message || message.referralId !== referralId || !isTheirs) return [];
    const { id, author, text, sentAt: at } = message;
    return [{ id, author, text, at }];
  });
}
