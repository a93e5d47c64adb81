import { randomUUID } from 'node:crypto';
import type { Transaction, Write } from '../../electron/services/database/unit-of-work.ts';
import { enqueueReferral } from '../../electron/services/outbox/enqueue-referral.ts';
import { randomIds } from '../../electron/services/ports.ts';
import { samplePacket } from '../shared/fhir/packets.ts';
import { storeSignedReferral } from '../support/signed-referral.ts';

/** Signed in one transaction: the queue is filled, not measured. */
const AT_ONCE = 100;
/** Laboratory values of one referral: a small one. */
const VALUES = 2;

/** Who signed them all. */
export const DOCTOR = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', name: '王医生' };

interface Sites {
  /** Codes of the sending and the receiving facility. */
  from: string;
  to: string;
}

/** Puts `count` small signed referrals without letters into the queue, each of a fictional patient of its own. */
export function queueReferrals(write: Write, count: number, sites: Sites): void {
  for (let done = 0; done < count; done += AT_ONCE) {
    write(DOCTOR, { action: 'referrals.sign', subject: null, reason: null }, tx => {
      for (let nth = done; nth < Math.min(done + AT_ONCE, count); nth += 1) queueOne(tx, sites);
    });
  }
}

/** What every referral is made of: making one takes longer than storing it. */
let sample: ReturnType<typeof samplePacket> | null = null;

let made = 0;

function queueOne(tx: Transaction, { from, to }: Sites): void {
  made += 1;
  sample ??= samplePacket(7);
  const patientId = randomUUID();
  const now = new Date().toISOString();
  const packet = {
    ...sample,
    referralId: randomUUID(),
    number: `${from}1-20261122-${String(made).padStart(6, '0')}`,
    supplement: 0,
    signedAt: now,
    facility: { ...sample.facility, code: from },
    ward: sample.ward && { ...sample.ward, facilityCode: to },
    episode: { ...sample.episode, id: randomUUID(), patientId },
    observations: sample.observations.slice(0, VALUES).map(value => ({ ...value, id: randomUUID() })),
    findings: [],
    treatments: [],
    assessments: [],
    form: { ...sample.form, sharing: { ...sample.form.sharing, care: 'yes' as const, registry: 'no' as const } },
  };
  storeSignedReferral(tx, packet, { signedBy: DOCTOR.id, isKnownPatient: false });
  enqueueReferral(tx, randomIds, { packet, patientVersion: 1, doctorId: DOCTOR.id, letter: null });
}
