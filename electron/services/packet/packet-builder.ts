import type { StandingAdvice } from '../../../shared/records/advice.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Facility, Ward } from '../../../shared/records/facility.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import type { ManagementList } from '../../../shared/records/management-list.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Patient } from '../../../shared/records/patient.ts';
import { PatientFields, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { missingFields } from '../../../shared/referral/completeness.ts';
import type { DepartureRecord } from '../../../shared/referral/departure-record.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import type { PacketAttachment } from '../../../shared/referral/packet-attachment.ts';
import { packetChanges } from '../../../shared/referral/packet-changes.ts';
import { PacketModel } from '../../../shared/referral/packet-model.ts';
import { summaryOf } from '../../../shared/referral/sbar.ts';

/** Where the packet takes its content from: one reader a part of the record. */
export interface RecordSources {
  facility: () => Facility;
  ward: (id: string) => Ward;
  patient: (id: string) => Patient;
  episode: (id: string) => Episode;
  findings: (episodeId: string) => Finding[];
  observations: (episodeId: string) => Observation[];
  assessments: (episodeId: string) => Assessment[];
  treatments: (episodeId: string) => Treatment[];
  advice: (episodeId: string) => StandingAdvice | null;
  management: (episodeId: string) => ManagementList;
  departure: (referralId: string) => DepartureRecord;
  attachments: (referralId: string) => PacketAttachment[];
  /** The packet that was frozen before, of which this one is a supplement; null at the first signing. */
  frozen: (referralId: string) => { model: PacketModel; sha256: string } | null;
}

/** What belongs to the referral itself. */
export interface PacketHead {
  referralId: string;
  patientId: string;
  episodeId: string;
  number: string | null;
  supplement: number;
  form: ReferralForm;
  doctor: { displayName: string; title: string; phone: string };
  incompleteReason: string | null;
  signedAt: string | null;
  /** The day whose age is printed: of signing, or today in a preview. */
  at: string;
  training: boolean;
  softwareVersion: string;
}

const present = <Row extends { voidedAt: string | null }>(rows: Row[]): Row[] =>
  rows.filter(row => row.voidedAt === null);

/** The packet's content as the record stands now; parsed, so that nothing but the model's own fields is frozen. */
export function buildPacketModel(sources: RecordSources, head: PacketHead): PacketModel {
  const { patientId, episodeId, form, doctor, at, ...rest } = head;
  const { consent, transport, calls } = sources.departure(rest.referralId);
  const before = rest.supplement > 0 ? sources.frozen(rest.referralId) : null;
  const patient = PatientFields.parse(sources.patient(patientId));
  const content = {
    facility: sources.facility(),
    ward: form.wardId ? sources.ward(form.wardId) : null,
    doctor,
    patient: { ...patient, ageYears: patientAge(patient, wallDay(at)) },
    episode: sources.episode(episodeId),
    findings: present(sources.findings(episodeId)),
    observations: present(sources.observations(episodeId)),
    assessments: sources.assessments(episodeId),
    treatments: present(sources.treatments(episodeId)),
    advice: sources.advice(episodeId),
    management: sources.management(episodeId),
    form,
    consent,
    transport,
    calls,
  };
  return PacketModel.parse({
    format: 1,
    ...rest,
    ...content,
    supplementOf: before && {
      supplement: before.model.supplement,
      signedAt: before.model.signedAt,
      sha256: before.sha256,
    },
    changes: before ? packetChanges(before.model, content) : [],
    summary: summaryOf(content),
    attachments: sources.attachments(rest.referralId),
    missing: missingFields(content),
  });
}
