import { blankPatient } from '../../shared/records/patient.ts';
import type { Referral } from '../../shared/referral/referral.ts';
import { episodeFields, labEntry } from './sample-case.ts';
import type { SiteClient } from './site-client.ts';

/** What a county and a ward do with each other where there is no line. */

export const PASSWORD = 'Roads-2026';

/** Something to attach; its pages are tested elsewhere. */
export const machine = {
  renderPdf: async () => new TextEncoder().encode('%PDF-1.7 fictional'),
  print: async () => 'page' as const,
};

export const WARD_FACILITY = {
  name: '示例省立医院',
  code: 'SL1',
  workstation: '1',
  department: '肝衰竭专病病房',
  phone: '000-2000000',
  role: 'ward',
} as const;

/** `to` believes `who` from now on. */
export async function introduce(who: SiteClient, to: SiteClient): Promise<void> {
  const { text } = await who.trust.exportOwn();
  const { fingerprint } = await who.trust.own();
  const { fault } = await to.trust.addPartner({ text, fingerprint });
  if (fault !== null) throw new Error(fault);
}

/** Signs a referral of a fictional patient to the ward. */
export async function signedReferral(county: SiteClient, care: 'yes' | 'no' = 'yes'): Promise<Referral> {
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const patient = await county.patients.create({
    ...blankPatient(),
    name: '王测试',
    sex: 'male',
    birthDate: '1974-01-01',
    hospitalNumbers: { inpatient: 'ZY2026-77', outpatient: '', record: '' },
    phone: '13800001111',
  });
  const episode = await county.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(30)),
    findings: [
      { code: 'he', value: 1 },
      { code: 'ascites', value: 'mild' },
      { code: 'variceal_bleed', value: 'none' },
    ],
  });
  const panel = (hours: number, tbil: string) =>
    county.labs.record({
      episodeId: episode.id,
      sampledAt: at(hours),
      timeSource: 'collected',
      laboratory: '',
      entries: [
        labEntry('TBIL', tbil),
        labEntry('CREA', '95'),
        labEntry('INR', '1.9'),
        labEntry('NA', '132'),
        labEntry('ALB', '29'),
        labEntry('UREA', '6.8'),
      ],
    });
  await panel(20, '300');
  await panel(2, '320');
  const wards = await county.wards.list();
  const draft = await county.referrals.draft({ episodeId: episode.id });
  const saved = await county.referrals.save({
    id: draft.id,
    version: draft.version,
    form: {
      ...draft.form,
      urgency: 'now',
      wardId: wards[0]?.id ?? null,
      impression: { text: '慢加急性肝衰竭', icd10: 'K72.9' },
      reasons: ['worsening'],
      sharing: {
        ...draft.form.sharing,
        care,
        registry: 'no',
        emergencyBasis: null,
        signer: '家属',
        relation: '子',
        at: at(1),
      },
    },
  });
  return county.referrals.sign({
    id: saved.id,
    version: saved.version,
    password: PASSWORD,
    incompleteReason: '夜间紧急',
  });
}

/** The line is there from now on. */
export const joinLine = (site: SiteClient, url: string) =>
  site.registry.set({ baseUrl: url, auth: { mode: 'none', confirmed: true } });

/** Carries a file over as the page does, piece by piece. */
export async function handIn(site: SiteClient, text: string): Promise<string> {
  const { id } = await site.received.beginFile({ size: text.length });
  const half = Math.ceil(text.length / 2);
  await site.received.appendFile({ id, at: 0, text: text.slice(0, half) });
  await site.received.appendFile({ id, at: half, text: text.slice(half) });
  return id;
}
