import { describe, expect, it } from 'vitest';
import { missingByStep, pathOf } from '../../../renderer/features/referral/missing-places.ts';
import { newerDraft as newer } from '../../../renderer/features/referral/typed-draft.ts';
import { referral as texts } from '../../../shared/i18n/zh-CN/referral.ts';
import { REFERRAL_FIELDS } from '../../../shared/referral/completeness.ts';
import { blankReferralForm, ReferralForm } from '../../../shared/referral/form.ts';
import type { MissingField } from '../../../shared/referral/referral.ts';

const newerDraft = (body: unknown, storedAt: string) => newer(ReferralForm, body, storedAt);

const STORED = '2026-11-22T01:00:00Z';
const LATER = '2026-11-22T01:00:05Z';

describe('a referral that was being written', () => {
  const form = { ...blankReferralForm(), chiefComplaint: '乏力 1 周' };

  it('comes back where it is newer than what is stored', () => {
    expect(newerDraft({ at: LATER, form }, STORED)).toEqual({ at: LATER, form });
  });

  it('stays away where the stored referral is as new or newer', () => {
    expect(newerDraft({ at: STORED, form }, STORED)).toBeNull();
    expect(newerDraft({ at: STORED, form }, LATER)).toBeNull();
  });

  it('comes back even where a text has grown too long to be saved', () => {
    const long = { ...form, chiefComplaint: '长'.repeat(501) };
    expect(newerDraft({ at: LATER, form: long }, STORED)?.form.chiefComplaint).toHaveLength(501);
  });

  it('is refused where it is not one of ours', () => {
    for (const body of [null, 1, {}, { at: LATER }, { at: LATER, form: { ...form, urgency: 'soon' } }]) {
      expect(newerDraft(body, STORED)).toBeNull();
    }
  });
});

describe('the list of what is missing', () => {
  const missing = (field: string, where: MissingField['where'], group = 1): MissingField => ({
    group,
    field,
    where,
    always: false,
  });

  it('stands under the step where it is filled in or shown', () => {
    const sections = missingByStep([
      missing('urgency', 'referral', 3),
      missing('tbil', 'labs', 39),
      missing('sharing', 'referral', 63),
    ]);
    expect([...sections].map(([section, items]) => [section, items.map(item => item.field)])).toEqual([
      ['where', ['urgency']],
      ['aclf', ['tbil']],
      ['consent', ['sharing']],
    ]);
  });

  it('leads to the page where it is filled in, and nowhere for the administrator’s settings', () => {
    expect(pathOf(missing('phone', 'patient'), 'p')).toBe('/patients/p/edit');
    expect(pathOf(missing('aetiology', 'episode'), 'p')).toBe('/patients/p/episode');
    expect(pathOf(missing('encephalopathy', 'episode'), 'p')).toBe('/patients/p?record=findings');
    expect(pathOf(missing('tbil', 'labs'), 'p')).toBe('/patients/p/labs');
    expect(pathOf(missing('facility', 'settings'), 'p')).toBeNull();
  });

  it('has a name for every field that may be missing', () => {
    for (const field of REFERRAL_FIELDS) expect(texts.field).toHaveProperty(field);
  });
});
