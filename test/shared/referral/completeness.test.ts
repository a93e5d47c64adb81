import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { en } from '../../../shared/i18n/en/en.ts';
import { zhCN } from '../../../shared/i18n/zh-CN/zh-cn.ts';
import {
  maySendByNetwork,
  missingFields,
  REFERRAL_FIELDS,
  type ReferralInput,
} from '../../../shared/referral/completeness.ts';
import { blankReferralForm } from '../../../shared/referral/form.ts';

const full: ReferralInput = samplePacket('full');
const missing = (change: Partial<ReferralInput>) => missingFields({ ...full, ...change }).map(m => m.field);

describe('completeness at signing', () => {
  it('finds nothing missing in a well-kept record', () => {
    expect(missingFields(full)).toEqual([]);
  });

  it('lets an unnamed emergency patient go once the emergency minimum is there', () => {
    const fields = missingFields(samplePacket('minimal'));
    expect(fields.length).toBeGreaterThan(20);
    expect(fields.filter(field => field.always)).toEqual([]);
  });

  it('marks exactly the groups of the emergency minimum as always needed', () => {
    const nobody: ReferralInput = {
      ...full,
      facility: { ...full.facility, phone: '-' },
      doctor: { displayName: '李明', title: '', phone: '' },
      ward: null,
      patient: { ...full.patient, name: ' ', sex: 'unknown', birthDate: null, estimatedAge: null },
      form: blankReferralForm(),
    };
    const always = missingFields(nobody).filter(field => field.always);
    expect(always.map(field => field.group)).toEqual([3, 6, 7, 9, 12, 13, 14, 22, 63]);
  });

  it('takes 无, 不详 and 未查 as answers, a blank or a dash not', () => {
    const form = (pendingResults: string) => missing({ form: { ...full.form, pendingResults } });
    expect(form('无')).toEqual([]);
    expect(form('不详')).toEqual([]);
    for (const blank of ['', '  ', '-', '—', '/', '＿＿']) expect(form(blank), blank).toEqual(['pendingResults']);
  });

  it('is content with a word in place of a laboratory value, not with a voided one', () => {
    const inr = full.observations.filter(o => o.code === 'INR').slice(0, 1);
    const others = full.observations.filter(o => o.code !== 'INR');
    const notDone = inr.map(o => ({ ...o, valueSi: null, enteredValue: null, missing: 'not-done' as const }));
    const voided = inr.map(o => ({ ...o, voidedAt: o.recordedAt }));
    expect(missing({ observations: [...others, ...notDone] })).toEqual([]);
    expect(missing({ observations: [...others, ...voided] })).toEqual(['inr']);
  });

  it('asks for the antiviral history of hepatitis B only', () => {
    const antiviral = { drug: '', startedOn: null, stoppedOn: null };
    expect(missing({ episode: { ...full.episode, antiviral } })).toEqual(['antiviral']);
    expect(missing({ episode: { ...full.episode, antiviral, aetiologies: ['alcohol'] } })).toEqual([]);
  });

  it('takes either the two sharing answers or an emergency basis', () => {
    const sharing = { ...full.form.sharing, care: 'yes' as const, registry: 'not-asked' as const };
    expect(missing({ form: { ...full.form, sharing } })).toEqual(['sharing']);
    const basis = { ...sharing, care: 'not-asked' as const, emergencyBasis: 'life-saving' as const };
    expect(missing({ form: { ...full.form, sharing: basis } })).toEqual([]);
  });

  it('takes a refused score as a score, since it says why there is none', () => {
    expect(missing({ assessments: [] })).toEqual(['scores']);
    const refused = full.assessments.filter(a => a.outcome.refused !== null);
    expect(refused.length).toBeGreaterThan(0);
    expect(missing({ assessments: refused })).toEqual([]);
  });

  it('has a name for every field in both languages', () => {
    for (const field of REFERRAL_FIELDS) {
      expect(zhCN.referral.field[field], field).toBeTruthy();
      expect(en.referral.field[field], field).toBeTruthy();
    }
  });

  it('keeps a referral without consent to sharing off the network', () => {
    const answered = (care: 'yes' | 'no', emergencyBasis: 'life-saving' | null = null) =>
      maySendByNetwork({ ...full.form, sharing: { ...full.form.sharing, care, emergencyBasis } });
    expect(answered('yes')).toBe(true);
    expect(answered('no')).toBe(false);
    expect(answered('no', 'life-saving')).toBe(true);
  });
});
