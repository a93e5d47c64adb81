import type { SessionUser } from '../../../shared/contract/application.ts';
import { EXAMPLE_LIMITS } from '../../../shared/records/critical-table.ts';
import type { FindingEntry } from '../../../shared/records/finding.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode, LabEntry } from '../../../shared/records/observation.ts';
import { blankPatient, type PatientFields } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { CriticalValuesService } from '../critical-values/critical-values-service.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { EpisodesService } from '../episodes/episodes-service.ts';
import type { FindingsService } from '../findings/findings-service.ts';
import type { LabsService } from '../labs/labs-service.ts';
import type { IdentityService } from '../patients/identity-service.ts';
import type { PatientsService } from '../patients/patients-service.ts';
import type { Clock } from '../ports.ts';
import type { TreatmentsService } from '../treatments/treatments-service.ts';
import { SAMPLE_DUPLICATE, SAMPLE_PATIENTS, type SamplePatient } from './sample-patients.ts';

interface Services {
  clock: Clock;
  identity: Pick<IdentityService, 'addUnnamed'>;
  criticalValues: Pick<CriticalValuesService, 'sign' | 'acknowledge'>;
  patients: Pick<PatientsService, 'create'>;
  episodes: Pick<EpisodesService, 'create'>;
  findings: Pick<FindingsService, 'record'>;
  labs: Pick<LabsService, 'record'>;
  treatments: Pick<TreatmentsService, 'record'>;
}

const HOUR_MS = 3_600_000;

/** Enters the fictional patients of a training site through the same services as a clinician would. */
export async function loadSamples(user: SessionUser, password: string, services: Services): Promise<void> {
  const actor: Actor = { id: user.id, name: user.displayName };
  // A training site shows critical values at work; a hospital's own physician signs the hospital's own table.
  await services.criticalValues.sign(user, actor, { basedOn: 0, limits: [...EXAMPLE_LIMITS], password });
  for (const sample of SAMPLE_PATIENTS) loadSample(actor, services, sample);
  services.patients.create(actor, personal(SAMPLE_DUPLICATE, services.clock.now()));
}

type Person = Pick<SamplePatient, 'name' | 'sex' | 'ageYears' | 'inpatientNumber' | 'phone'> & {
  outpatientNumber?: string;
};

const personal = (
  { name, sex, ageYears, inpatientNumber = '', outpatientNumber = '', phone = '000-0000000' }: Person,
  now: string,
): PatientFields => ({
  ...blankPatient(),
  name,
  sex,
  estimatedAge: { years: ageYears, on: wallDay(now) },
  identity: { kind: 'none', number: '' },
  hospitalNumbers: { inpatient: inpatientNumber, outpatient: outpatientNumber, record: '' },
  phone,
  address: '示例县示例镇',
  insurance: 'resident',
  allergy: { state: 'no', text: '' },
});

function loadSample(actor: Actor, services: Services, sample: SamplePatient): void {
  const { clock, patients, identity, episodes, findings, labs, treatments, criticalValues } = services;
  const now = Date.parse(clock.now());
  const t0 = now - sample.presentedHoursAgo * HOUR_MS;
  const after = (hours: number) => new Date(Math.min(t0 + hours * HOUR_MS, now)).toISOString();
  const patient = sample.isUnnamed
    ? identity.addUnnamed(actor, { sex: sample.sex, estimatedAge: sample.ageYears })
    : patients.create(actor, personal(sample, clock.now()));
  const { aetiologies, acutePresentation, precipitants, cirrhosis, decompensated, antiviral } = sample.episode;
  const episode = episodes.create(actor, {
    patientId: patient.id,
    fields: {
      encounter: 'emergency',
      firstPresentationAt: after(0),
      firstPresentationSource: 'triage',
      aetiologies,
      aetiologyText: '',
      cirrhosis: { state: cirrhosis, basis: cirrhosis === 'yes' ? ['ultrasound'] : [] },
      decompensated: decompensated ?? 'no',
      cholestatic: 'no',
      acutePresentation,
      precipitants,
      antiviral: { drug: antiviral ?? '', startedOn: null, stoppedOn: null },
    },
    findings: sample.findings,
  });
  const episodeId = episode.id;
  for (const [kind, from, to, detail] of sample.treatments ?? [])
    treatments.record(actor, {
      episodeId,
      fields: { kind, startedAt: after(from), endedAt: to === null ? null : after(to), detail },
    });
  // At each sample somebody looks at the bedside too: a score reads nothing that is older than a day.
  const looks = new Map(
    sample.panels.filter(([hours]) => hours > 3).map(([hours]) => [hours, bedsideAt(sample, hours)]),
  );
  for (const [hours, seen] of sample.laterFindings ?? []) looks.set(hours, seen);
  for (const [hours, seen] of looks)
    findings.record(actor, { episodeId, observedAt: after(hours), note: '', findings: seen });
  for (const [hours, values] of sample.panels) {
    const stored = labs.record(actor, {
      episodeId,
      sampledAt: after(hours),
      timeSource: 'collected',
      laboratory: '示例检验科',
      entries: (Object.entries(values) as [LabCode, string][]).map(([code, value]) => entry(code, value)),
    });
    for (const [at, code, done] of sample.criticalDone ?? []) {
      const value = at === hours ? stored.find(each => each.code === code) : undefined;
      if (value) criticalValues.acknowledge(actor, { observationId: value.id, version: value.version, done });
    }
  }
}

/** What the bedside shows at an hour: as at first presentation, but for what has changed since. */
function bedsideAt({ findings, laterFindings = [] }: SamplePatient, hours: number): FindingEntry[] {
  const now = new Map(findings.map(finding => [finding.code, finding]));
  for (const [at, seen] of laterFindings) if (at <= hours) for (const finding of seen) now.set(finding.code, finding);
  return [...now.values()];
}

const entry = (code: LabCode, value: string): LabEntry => ({
  code,
  value,
  unit: labItem(code).unit,
  comparator: null,
  text: null,
  missing: null,
  confirmed: true,
});
