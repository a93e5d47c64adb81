import type { Coding, Extension, Meta, Organization, Patient, Reference, Resource } from '@medplum/fhirtypes';
import type { Id, Instant } from '../records/time.ts';
import type { FhirUris } from './uris.ts';

/** Format of the payloads that this program writes; older ones in the outbox are still sent. */
export const PAYLOAD_FORMAT = 1;

/** What every resource of one referral is written with. */
export interface Writing {
  readonly uris: FhirUris;
  readonly facilityCode: string;
  readonly softwareVersion: string;
  readonly patientId: Id;
  /** Send the national identity number; off unless the alliance asks for it. */
  readonly sendResidentId: boolean;
  /** Send LOINC codes whose official display we have not seen; off. */
  readonly emitUncheckedLoinc: boolean;
}

/** Who wrote it and with which program. */
export const metaOf = ({ uris, facilityCode, softwareVersion }: Writing): Meta => ({
  tag: [
    { system: uris.codeSystem.facility, code: facilityCode },
    { system: uris.codeSystem.app, code: `ganqiao-${softwareVersion}-format-${PAYLOAD_FORMAT}` },
  ],
});

export const reference = <T extends Resource>(type: T['resourceType'], id: string, display?: string): Reference<T> => ({
  reference: `${type}/${id}`,
  ...(display ? { display } : {}),
});

export const patientReference = ({ patientId }: Writing): Reference<Patient> => reference('Patient', patientId);

/** Organizations are written by the registry's operator, under an id that no client chooses. */
export const organizationId = (facilityCode: string) => `org-${facilityCode}`;
export const organizationReference = (facilityCode: string, display?: string): Reference<Organization> =>
  reference('Organization', organizationId(facilityCode), display);

/** Our version counter: a copy at the registry with an equal or higher one is not overwritten. */
export const revision = (uris: FhirUris, rev: number): Extension => ({
  url: uris.extension.rev,
  valuePositiveInt: rev,
});

/** The version counter of a resource, 0 where it has none. */
export function revisionOf(resource: Resource, uris: FhirUris): number {
  const extensions = 'extension' in resource ? (resource.extension ?? []) : [];
  return extensions.find(extension => extension.url === uris.extension.rev)?.valuePositiveInt ?? 0;
}

export const coding = (system: string, code: string, display?: string): Coding => ({
  system,
  code,
  ...(display ? { display } : {}),
});

const HOUR_MS = 3_600_000;
const CHINA_OFFSET_HOURS = 8; // all of China, no daylight saving

/** An instant as the wire wants it: with the offset of the hospital, `2026-11-22T09:05:00+08:00`. */
export function wireTime(instant: Instant): string {
  const local = new Date(Date.parse(instant) + CHINA_OFFSET_HOURS * HOUR_MS).toISOString();
  return `${local.replace('.000Z', '').replace('Z', '')}+08:00`;
}

/** A time of the wire as we store it, in UTC; null where it is no time. */
export function storedTime(text: string | undefined): Instant | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
