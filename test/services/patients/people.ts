import { labItem } from '../../../shared/records/lab-catalogue.ts';
import { blankPatient, type Patient, type PatientFields } from '../../../shared/records/patient.ts';
import { episodeFields } from '../../support/sample-case.ts';
import type { SiteClient } from '../../support/site-client.ts';

const HOUR_MS = 3_600_000;
export const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

export const person = (fields: Partial<PatientFields>): PatientFields => ({
  ...blankPatient(),
  sex: 'male',
  ...fields,
});

/** The typed fields of a record, without what the program keeps. */
export function fieldsOf({ id, version, createdAt, updatedAt, voidedAt, ...fields }: Patient): PatientFields {
  return fields;
}

export const newEpisode = (client: SiteClient, patientId: string, t0 = hoursAgo(10)) =>
  client.episodes.create({
    patientId,
    fields: episodeFields(t0),
    findings: [{ code: 'he', value: 1 }],
  });

export const newValue = (client: SiteClient, episodeId: string, value: string, sampledAt = hoursAgo(2)) =>
  client.labs.record({
    episodeId,
    sampledAt,
    timeSource: 'collected',
    laboratory: '',
    entries: [
      {
        code: 'TBIL',
        value,
        unit: labItem('TBIL').unit,
        comparator: null,
        text: null,
        missing: null,
        confirmed: true,
      },
    ],
  });

export const failure = (call: Promise<unknown>) =>
  call.then(
    () => 'no failure',
    (error: { code: string; data?: unknown }) => ({ code: error.code, data: error.data }),
  );
