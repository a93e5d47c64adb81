import { createHash } from 'node:crypto';
import type { Resource } from '@medplum/fhirtypes';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Writing } from '../../../shared/fhir/writing.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { Reader } from '../database/store.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';

export const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex');

export const jsonBytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');

/** What the resources of this packet are written with, by the settings of the alliance. */
export function writingFor(read: Reader, packet: PacketModel): Writing {
  const { fhirBase, sendResidentId, emitUncheckedLoinc } = readRegistrySetting(read);
  return {
    uris: fhirUris(fhirBase),
    facilityCode: packet.facility.code,
    softwareVersion: packet.softwareVersion,
    patientId: packet.episode.patientId,
    sendResidentId,
    emitUncheckedLoinc,
  };
}

export const resourceMarks = (resources: readonly Resource[]) =>
  resources.map(resource => ({
    type: resource.resourceType,
    id: resource.id ?? '',
    sha256: sha256(JSON.stringify(resource)),
  }));
