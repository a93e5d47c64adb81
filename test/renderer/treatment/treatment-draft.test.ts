import { describe, expect, it } from 'vitest';
import {
  BLANK_TREATMENT,
  draftOf,
  isMomentary,
  lackText,
  partsFor,
  type TreatmentDraft,
  treatmentFields,
  treatmentLacks,
} from '../../../renderer/features/treatment/treatment-draft.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import { type Treatment, TreatmentFields } from '../../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment-kind.ts';
import { FORM_OF_KIND } from '../../../shared/records/treatment-particulars.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';

const NOW = '2026-11-22T12:00:00Z';
const t = createI18n('zh-CN').t;
const filled: TreatmentDraft = {
  ...BLANK_TREATMENT,
  kind: 'antiviral',
  startedAt: '2026-11-22T08:00:00Z',
  detail: ' 夜间 ',
  parts: { drug: ' 恩替卡韦 ', dose: '0.5 mg qd' },
};
const lacksOf = (draft: TreatmentDraft, of: 'new' | 'correction' = 'new') =>
  treatmentLacks(draft, NOW, of).map(lack => lackText(lack, t));
const session = (parts: TreatmentDraft['parts']): TreatmentDraft => ({
  ...filled,
  kind: 'dpmas',
  parts: { ...partsFor('dpmas'), ...parts },
});

describe('the form of a treatment', () => {
  it('needs a kind and a start, and an end after the start', () => {
    expect(treatmentLacks(BLANK_TREATMENT, NOW, 'new')).toEqual(['kind', 'startedAt']);
    expect(lacksOf(filled)).toEqual([]);
    expect(treatmentLacks({ ...filled, endedAt: '2026-11-22T07:59:00Z' }, NOW, 'new')).toEqual(['order']);
    expect(treatmentLacks({ ...filled, startedAt: '2026-11-22T13:00:00Z' }, NOW, 'new')).toEqual(['future']);
    expect(treatmentLacks(filled, NOW, 'correction')).toEqual(['reason']);
  });

  it('names what the kind needs besides, and what cannot be read or be true', () => {
    expect(lacksOf({ ...filled, parts: {} })).toEqual(['药物']);
    expect(lacksOf(session({}))).toEqual(['第几次']);
    expect(lacksOf(session({ sessionNumber: '2', plasmaMl: '两千' }))).toEqual(['血浆量（请写数字）']);
    expect(lacksOf(session({ sessionNumber: '2', bloodFlow: '5000' }))).toEqual(['血流量（数值不合理）']);
    expect(lacksOf(session({ sessionNumber: '2', complications: ['none', 'bleeding'] }))).toEqual([
      '“无”不能与其他并选',
    ]);
    expect(lacksOf(session({ sessionNumber: '2', modalities: ['cvvh'] }))).toEqual(['模式须包含所选的治疗']);
    expect(lacksOf({ ...filled, kind: 'stem-cells', parts: partsFor('stem-cells') })).toContain('临床研究登记号');
  });

  it('stores what was typed, trimmed, full-width digits as numbers, and leaves an open end open', () => {
    expect(treatmentFields(filled)).toEqual({
      kind: 'antiviral',
      startedAt: filled.startedAt,
      endedAt: null,
      detail: '夜间',
      particulars: { form: 'drug', drug: '恩替卡韦', dose: '0.5 mg qd', route: '' },
    });
    const albumin: TreatmentDraft = { ...filled, kind: 'albumin', parts: { amount: '２０' } };
    expect(treatmentFields(albumin)?.particulars).toEqual({
      form: 'transfusion',
      plasmaType: null,
      amount: 20,
      unit: 'g',
    });
    expect(treatmentFields(BLANK_TREATMENT)).toBeNull();
    expect(treatmentFields(session({}))).toBeNull();
  });

  it('brings every kind back as it was stored', () => {
    for (const kind of TREATMENT_KINDS) {
      const form = FORM_OF_KIND[kind];
      const sample = form && SAMPLE_PARTICULARS[form];
      const particulars =
        sample?.form === 'transfusion' && kind !== 'plasma'
          ? { ...sample, plasmaType: null, unit: kind === 'albumin' ? ('g' as const) : ('U' as const) }
          : sample;
      const stored = {
        kind,
        startedAt: NOW,
        endedAt: isMomentary(kind) ? NOW : null,
        detail: '',
        ...(particulars ? { particulars } : {}),
      };
      const again = treatmentFields(draftOf(stored as Treatment));
      expect([kind, again]).toEqual([kind, stored]);
      expect([kind, TreatmentFields.safeParse(again).success]).toEqual([kind, true]);
    }
  });
});
