import type { Bundle, BundleEntry, Observation, Resource, ServiceRequest } from '@medplum/fhirtypes';
import type { Id } from '../records/time.ts';
import type { ConsentScope } from '../referral/consent-withdrawal.ts';
import type { PacketModel } from '../referral/packet-model.ts';
import { toConditions } from './condition.ts';
import { toConsents } from './consent.ts';
import { toEpisodeObservations, toFindingObservation, toLabObservation, toScoreObservation } from './observation.ts';
import { toPatient } from './patient.ts';
import { toPractitioner } from './practitioner.ts';
import { type SignedPacket, toServiceRequest } from './service-request.ts';
import { type TaskOp, toTask } from './task.ts';
import { toTreatment } from './treatment.ts';
import type { Writing } from './writing.ts';

/** A registry may refuse more than 50 updates in a transaction; below that with room to spare. */
export const BUNDLE_ENTRIES = 40;

export interface HeadParts {
  /** Version of the patient's row. */
  patientVersion: number;
  /** Row of the user who signed. */
  doctorId: Id;
  /** Mark of the first Task write; null for a supplement, whose Task is already there. */
  op: TaskOp | null;
  /** Consents that were withdrawn since they were given. */
  withdrawn?: readonly ConsentScope[];
}

export function isSigned(model: PacketModel): model is SignedPacket {
  return model.number !== null && model.signedAt !== null && model.ward !== null;
}

/**
 * A signed packet as transactions in the order in which they must arrive. Practitioner and Patient come in the first
 * (a registry checks references), ServiceRequest and Task last: before the Task is there, the ward sees nothing.
 * @returns bundles of at most 40 PUT entries; the last one ends with the Task, or the ServiceRequest of a supplement
 */
export function toHeadBundles(packet: SignedPacket, parts: HeadParts, writing: Writing): Bundle[] {
  const { referralId, signedAt } = packet;
  const conditions = toConditions(packet, signedAt, writing);
  const observations: Observation[] = [
    ...packet.observations.map(lab => toLabObservation(lab, writing)),
    ...packet.findings.map(finding => toFindingObservation(finding, writing)),
    ...toEpisodeObservations(packet.episode, writing),
  ];
  const measured = new Set(observations.map(observation => observation.id ?? ''));
  const scores = packet.assessments.map(assessment => toScoreObservation(assessment, measured, writing));
  const treatments = packet.treatments.map(treatment => toTreatment(treatment, writing));
  const supporting = [...observations, ...scores, ...treatments];
  const request = toServiceRequest(
    packet,
    {
      doctorId: parts.doctorId,
      conditionIds: conditions.map(condition => condition.id ?? ''),
      supporting: supporting.map(address),
    },
    writing,
  );
  const people = [
    ...toPractitioner(packet.doctor, parts.doctorId, writing),
    toPatient(packet.patient, parts.patientVersion, writing),
  ];
  const body: Resource[] = [
    ...people,
    ...toConsents(referralId, packet.form.sharing, signedAt, writing, parts.withdrawn),
    ...conditions,
    ...supporting,
  ];
  const last: Resource[] = [request, ...(parts.op ? [toTask(packet, parts.op, writing)] : [])];
  return inBundles(body, last);
}

/** The ServiceRequest that a head bundle carries. */
export const requestOf = (bundles: readonly Bundle[]): ServiceRequest | undefined =>
  bundles
    .at(-1)
    ?.entry?.map(entry => entry.resource)
    .find(resource => resource?.resourceType === 'ServiceRequest');

const address = (resource: Resource): string => `${resource.resourceType}/${resource.id}`;

function inBundles(body: readonly Resource[], last: readonly Resource[]): Bundle[] {
  const groups: Resource[][] = [];
  for (let at = 0; at < body.length; at += BUNDLE_ENTRIES) groups.push(body.slice(at, at + BUNDLE_ENTRIES));
  const tail = groups.at(-1);
  if (tail && tail.length + last.length <= BUNDLE_ENTRIES) tail.push(...last);
  else groups.push([...last]);
  return groups.map(resources => ({ resourceType: 'Bundle', type: 'transaction', entry: resources.map(putEntry) }));
}

const putEntry = (resource: Resource): BundleEntry => ({
  resource,
  request: { method: 'PUT', url: address(resource) },
});
