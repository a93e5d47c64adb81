import type { Extension, Task } from '@medplum/fhirtypes';
import type { Id, Instant } from '../records/time.ts';
import { TaskStatus } from '../referral/referral.ts';
import { priorityOf, referralNumberIdentifier, type SignedPacket } from './service-request.ts';
import type { FhirUris } from './uris.ts';
import {
  coding,
  metaOf,
  organizationReference,
  patientReference,
  reference,
  storedTime,
  type Writing,
  wireTime,
} from './writing.ts';

/** How a word reached us: through the registry, or told and typed. */
export const CHANNELS = ['network', 'phone', 'paper', 'file'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The mark that every write leaves in the Task: it, not a status code, says whether the write landed. */
export interface TaskOp {
  id: Id;
  site: string; // facility code
  to: string; // business status
  at: Instant; // device time
  channel: string;
}

/** Ward's answer is wanted within two hours of sending (T7, records-and-forms 9.1). */
const ANSWER_WITHIN_MS = 2 * 3_600_000;

/** The one shared state of a referral, as the county first writes it. Its id is the referral's. */
export function toTask(packet: SignedPacket, op: TaskOp, writing: Writing): Task {
  const { ward, signedAt } = packet;
  const answerBy = new Date(Date.parse(signedAt) + ANSWER_WITHIN_MS).toISOString();
  return {
    resourceType: 'Task',
    id: packet.referralId,
    meta: metaOf(writing),
    extension: [opExtension(op, writing.uris)],
    identifier: [referralNumberIdentifier(packet.number, writing)],
    status: 'requested',
    businessStatus: { coding: [coding(writing.uris.codeSystem.businessStatus, 'created')] },
    intent: 'order',
    priority: priorityOf(packet.form.urgency),
    code: { coding: [coding('http://hl7.org/fhir/CodeSystem/task-code', 'fulfill')] },
    focus: reference('ServiceRequest', packet.referralId),
    for: patientReference(writing),
    authoredOn: wireTime(signedAt),
    lastModified: wireTime(signedAt),
    requester: organizationReference(writing.facilityCode, packet.facility.name),
    owner: organizationReference(ward.facilityCode, `${ward.facilityName} ${ward.wardName}`),
    restriction: { period: { end: wireTime(answerBy) } },
  };
}

export const opExtension = (op: TaskOp, uris: FhirUris): Extension => ({
  url: uris.extension.op,
  extension: [
    { url: 'id', valueId: op.id },
    { url: 'site', valueString: op.site },
    { url: 'to', valueCode: op.to },
    { url: 'at', valueDateTime: wireTime(op.at) },
    { url: 'channel', valueCode: op.channel },
  ],
});

/** The ops a Task holds, oldest first. */
export function opsOf(task: Task, uris: FhirUris): TaskOp[] {
  return (task.extension ?? [])
    .filter(extension => extension.url === uris.extension.op)
    .map(({ extension: parts = [] }) => {
      const part = (url: string) => parts.find(candidate => candidate.url === url);
      const id = part('id');
      return {
        id: String(id?.valueId ?? id?.valueUuid ?? id?.valueString ?? '').replace('urn:uuid:', ''),
        site: part('site')?.valueString ?? part('site')?.valueCode ?? '',
        to: part('to')?.valueCode ?? '',
        at: storedTime(part('at')?.valueDateTime ?? part('at')?.valueInstant) ?? '',
        channel: part('channel')?.valueCode ?? 'network',
      };
    });
}

export const hasOp = (task: Task, opId: Id, uris: FhirUris): boolean => opsOf(task, uris).some(op => op.id === opId);

/** What the ward said beside the status. */
export interface TaskOutputReading {
  code: string;
  text: string;
  reference: string | null;
}

/** A Task as the screens and the status machine read it. */
export interface TaskReading {
  taskStatus: TaskStatus;
  /** Code of business-status; one that we do not know is shown as it is, none at all is ''. */
  businessStatus: string;
  /** Registry's time of this version. */
  statusAt: Instant;
  versionId: string;
  reason: string;
  outputs: TaskOutputReading[];
  notes: string[];
  ops: TaskOp[];
  requester: string;
  owner: string;
}

/** @returns null where the status is none that a referral's Task may carry or the registry's stamps are missing */
export function readTask(task: Task, uris: FhirUris): TaskReading | null {
  const status = TaskStatus.safeParse(task.status);
  const statusAt = storedTime(task.meta?.lastUpdated);
  const versionId = task.meta?.versionId;
  if (!status.success || statusAt === null || versionId === undefined) return null;
  const business = task.businessStatus;
  const own = business?.coding?.find(candidate => candidate.system === uris.codeSystem.businessStatus);
  return {
    taskStatus: status.data,
    businessStatus: own?.code ?? business?.coding?.[0]?.code ?? business?.text ?? '',
    statusAt,
    versionId,
    reason: task.statusReason?.text ?? task.statusReason?.coding?.[0]?.code ?? '',
    outputs: (task.output ?? []).map(output => ({
      code: output.type?.coding?.[0]?.code ?? output.type?.text ?? '',
      text: output.valueString ?? output.valueDateTime ?? output.valueReference?.display ?? '',
      reference: output.valueReference?.reference ?? null,
    })),
    notes: (task.note ?? []).map(note => note.text ?? ''),
    ops: opsOf(task, uris),
    requester: task.requester?.reference ?? '',
    owner: task.owner?.display ?? task.owner?.reference ?? '',
  };
}
