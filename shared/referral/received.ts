import { z } from 'zod';
import { FindingEntry } from '../records/finding.ts';
import { LAB_CODES } from '../records/observation.ts';
import { Sex } from '../records/patient.ts';
import { Id, Instant } from '../records/time.ts';
import type { CoreCode } from './core-code.ts';
import { Urgency } from './form.ts';
import type { FullSet } from './full-set.ts';
import { parseReferralNumber } from './referral-number.ts';
import type { RoadFault } from './trust.ts';

const Text = (max: number) => z.string().max(max);

/**
 * A referral as it came in by a code or a file, by what of it that road carries. Null = this road does not say it; an
 * empty list = it says that there is none. Laboratory values in the SI unit of their code.
 */
export const ReceivedContent = z.object({
  number: Text(40),
  referralId: Id.nullable(),
  /** 1 = the first packet, n + 1 = supplement n. */
  rev: z.int().positive().nullable(),
  training: z.boolean(),
  /** Facility codes. */
  site: Text(10),
  receiver: Text(10).nullable(),
  urgency: Urgency.nullable(),
  t0: Instant.nullable(),
  signedAt: Instant,
  patient: z.object({
    name: Text(200).nullable(),
    sex: Sex.nullable(),
    ageYears: z.int().nullable(),
    birth: Text(10),
    /** As the road shows it: masked in a code. */
    identity: Text(40),
    hospitalNumber: Text(60),
    phone: Text(40),
  }),
  diagnosis: z.object({ icd10: Text(40), text: Text(2000) }).nullable(),
  conditions: z.array(Text(500)).max(50),
  reasons: z.array(Text(40)).max(20),
  reasonText: Text(2000),
  notes: z.array(Text(4000)).max(20),
  cirrhosis: z.enum(['yes', 'no', 'unknown']).nullable(),
  findings: z.array(z.intersection(FindingEntry, z.object({ at: Instant }))).max(1000),
  labs: z.array(z.object({ code: z.enum(LAB_CODES), value: z.union([z.number(), Text(40)]), at: Instant })).max(5000),
  scores: z
    .array(z.object({ id: Text(40), version: Text(20), value: z.union([z.number(), Text(40)]), at: Instant }))
    .max(2000),
  treatments: z
    .array(z.object({ text: Text(2000), startedAt: Instant.nullable(), endedAt: Instant.nullable() }))
    .max(500),
  departmentPhone: Text(40),
  doctor: z.object({ name: Text(100), phone: Text(40) }).nullable(),
  /** First 16 bytes of the packet's SHA-256, base64url: the same on every road of one packet. */
  packetHash: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
});
export type ReceivedContent = z.infer<typeof ReceivedContent>;

/** The roads, by how much of a packet each carries. */
export const ROADS = ['file', 'full-code', 'core-code'] as const;
export const Road = z.enum(ROADS);
export type Road = z.infer<typeof Road>;

/** What is held of one packet, by road. */
export const ReceivedParts = z.partialRecord(Road, ReceivedContent);
export type ReceivedParts = z.infer<typeof ReceivedParts>;

/** The fullest of what is held. */
export const fullest = (parts: ReceivedParts): { road: Road; content: ReceivedContent } | null => {
  const road = ROADS.find(each => parts[each] !== undefined);
  const content = road && parts[road];
  return content ? { road, content } : null;
};

const NOT_SAID = { conditions: [], notes: [], treatments: [] };

export function contentOfCore(core: CoreCode): ReceivedContent {
  const findings = [
    core.encephalopathy && { code: 'he', value: core.encephalopathy.value, at: core.encephalopathy.at },
    core.bleeding && { code: 'variceal_bleed', value: core.bleeding.value, at: core.bleeding.at },
  ].filter(each => each !== null);
  return ReceivedContent.parse({
    ...NOT_SAID,
    ...core,
    referralId: null,
    rev: null,
    patient: {
      name: null,
      sex: null,
      ageYears: core.ageYears,
      birth: '',
      identity: '',
      hospitalNumber: '',
      phone: '',
    },
    diagnosis: null,
    reasons: [],
    reasonText: '',
    findings,
    departmentPhone: '',
    doctor: null,
  });
}

export function contentOfFullSet(full: FullSet): ReceivedContent {
  const { person, ...patient } = full.patient;
  return ReceivedContent.parse({
    ...NOT_SAID,
    ...full,
    rev: full.supplement + 1,
    patient: {
      ...patient,
      name: person?.name ?? null,
      identity: person?.maskedIdentity ?? '',
      hospitalNumber: person?.hospitalNumber ?? '',
      phone: person?.phone ?? '',
    },
  });
}

/** What taking it would do to what is held of the same number. */
export type Taking = 'new' | 'same' | 'completed' | 'updated' | { readonly fault: RoadFault };

export function takingOf(held: ReceivedParts | null, road: Road, incoming: ReceivedContent): Taking {
  if (parseReferralNumber(incoming.number)?.site !== incoming.site) return { fault: 'altered' };
  const present = held && fullest(held)?.content;
  if (!held || !present) return 'new';
  const isOther =
    present.referralId !== null && incoming.referralId !== null && present.referralId !== incoming.referralId;
  if (isOther || present.site !== incoming.site) return { fault: 'altered' };
  if (present.packetHash === incoming.packetHash) return held[road] === undefined ? 'completed' : 'same';
  return isOlder(incoming, present) ? { fault: 'outdated' } : 'updated';
}

/** A code names nobody: who it is and where to call stay known from what was held of the same number. */
export function withKnownPatient(incoming: ReceivedContent, held: ReceivedContent): ReceivedContent {
  const { patient } = incoming;
  return {
    ...incoming,
    referralId: incoming.referralId ?? held.referralId,
    patient: {
      name: patient.name ?? held.patient.name,
      sex: patient.sex ?? held.patient.sex,
      ageYears: patient.ageYears ?? held.patient.ageYears,
      birth: patient.birth || held.patient.birth,
      identity: patient.identity || held.patient.identity,
      hospitalNumber: patient.hospitalNumber || held.patient.hospitalNumber,
      phone: patient.phone || held.patient.phone,
    },
    departmentPhone: incoming.departmentPhone || held.departmentPhone,
    doctor: incoming.doctor ?? held.doctor,
  };
}

/** By the version counter where both roads carry it; a core code knows the minute of its signature only. */
function isOlder(incoming: ReceivedContent, present: ReceivedContent): boolean {
  if (incoming.rev !== null && present.rev !== null && incoming.rev !== present.rev) return incoming.rev < present.rev;
  return Date.parse(incoming.signedAt) < Math.floor(Date.parse(present.signedAt) / 60_000) * 60_000;
}
