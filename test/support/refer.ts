import { blankPatient } from '../../shared/records/patient.ts';
import type { Referral } from '../../shared/referral/referral.ts';
import { episodeFields, labEntry } from './sample-case.ts';
import type { SiteClient } from './site-client.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

export interface ToRefer {
  name: string;
  purpose: string;
  /** Of the user who is signed in. */
  password: string;
}

/** A fictional patient with one sample, referred as an emergency through the contract, as a doctor does on the screens. */
export async function refer(client: SiteClient, { name, purpose, password }: ToRefer): Promise<Referral> {
  const patient = await client.patients.create({
    ...blankPatient(),
    ...{ name, sex: 'female', birthDate: '1974-03-05', phone: '13800001234' },
  });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(hoursAgo(10)),
    findings: [{ code: 'he', value: 1 }],
  });
  await client.labs.record({
    episodeId: episode.id,
    ...{ sampledAt: hoursAgo(9), timeSource: 'collected', laboratory: '' },
    entries: [labEntry('TBIL', '320'), labEntry('INR', '1.9')],
  });
  const { id, version, form } = await client.referrals.draft({ episodeId: episode.id });
  const sharing = { ...form.sharing, care: 'yes', registry: 'yes', signer: '示例家属', relation: '配偶' } as const;
  const impression = { text: '慢加急性肝衰竭', icd10: 'K72.9' };
  const saved = await client.referrals.save({
    id,
    version,
    form: { ...form, urgency: 'now', impression, purpose, sharing: { ...sharing, at: hoursAgo(1) } },
  });
  return client.referrals.sign({ id, version: saved.version, password, incompleteReason: '呕血，须立即转运' });
}
