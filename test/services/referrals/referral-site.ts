import { FULL_DEPARTURE } from '../../../build/cli/sample-packets/departures.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { blankDeparture, type DepartureContent } from '../../../shared/referral/departure-record.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { TransferConsent } from '../../../shared/referral/transfer-consent.ts';
import { episodeFields, labEntry } from '../../support/sample-case.ts';
import type { SiteClient } from '../../support/site-client.ts';

export const PASSWORD = 'Referrals-1';
const HOUR_MS = 3_600_000;

/** A fictional patient with one sample, and the draft of a referral. */
export async function draftReferral(client: SiteClient): Promise<Referral> {
  const hours = (before: number) => new Date(Date.now() - before * HOUR_MS).toISOString();
  const patient = await client.patients.create({
    ...blankPatient(),
    ...{ name: '测试', sex: 'male', birthDate: '1970-01-01' },
  });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(hours(10)),
    findings: [{ code: 'he', value: 1 }],
  });
  await client.labs.record({
    episodeId: episode.id,
    ...{ sampledAt: hours(9), timeSource: 'collected', laboratory: '' },
    entries: [labEntry('TBIL', '320'), labEntry('INR', '1.9')],
  });
  return client.referrals.draft({ episodeId: episode.id });
}

/** What an emergency needs at least (section 3), and the patient's two answers. */
export const minimal = (form: Referral['form']): Referral['form'] => ({
  ...form,
  urgency: 'now',
  impression: { text: '慢加急性肝衰竭', icd10: 'K72.9' },
  sharing: { ...form.sharing, care: 'yes', registry: 'yes', signer: '张某', relation: '配偶', at: form.sharing.at },
});

/** Signs a draft or an open supplement as an emergency. */
export async function sign(client: SiteClient, { id, version }: Referral): Promise<Referral> {
  return client.referrals.sign({ id, version, password: PASSWORD, incompleteReason: '呕血，须立即转运' });
}

export async function signedReferral(client: SiteClient): Promise<Referral> {
  const draft = await draftReferral(client);
  const saved = await client.referrals.save({ id: draft.id, version: draft.version, form: minimal(draft.form) });
  return sign(client, saved);
}

/** Everything due at departure. */
export const complete: DepartureContent = {
  ...blankDeparture(),
  ...FULL_DEPARTURE,
  consent: TransferConsent.parse(FULL_DEPARTURE.consent),
};

/** The code of a refusal; null where there was none. */
export const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => null,
    (failure: { code: string }) => failure.code,
  );
