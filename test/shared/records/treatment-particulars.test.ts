import { describe, expect, it } from 'vitest';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import { PARTICULAR_FIELDS } from '../../../shared/records/particular-fields.ts';
import { Treatment, TreatmentFields } from '../../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../../shared/records/treatment-kind.ts';
import {
  FORM_OF_KIND,
  type ParticularsForm,
  TreatmentParticulars,
} from '../../../shared/records/treatment-particulars.ts';
import { treatmentText } from '../../../shared/records/treatment-text.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';

const zh = createI18n('zh-CN').t;
const en = createI18n('en').t;
const forms = Object.keys(SAMPLE_PARTICULARS) as ParticularsForm[];
const said = (form: ParticularsForm, t = zh) => treatmentText({ detail: '', particulars: SAMPLE_PARTICULARS[form] }, t);
const fields = (kind: TreatmentFields['kind'], particulars: TreatmentParticulars) =>
  TreatmentFields.safeParse({ kind, startedAt: '2026-11-22T08:00:00Z', endedAt: null, detail: '', particulars })
    .success;

describe('the particulars of a treatment', () => {
  it.each(forms)('of the form %s are asked for in full, and what is asked for is known', form => {
    const parts = Object.keys(SAMPLE_PARTICULARS[form]).filter(key => key !== 'form' && key !== 'unit');
    expect(PARTICULAR_FIELDS[form].map(({ key }) => key as string).sort()).toEqual(parts.sort());
    expect(TreatmentParticulars.parse(SAMPLE_PARTICULARS[form])).toEqual(SAMPLE_PARTICULARS[form]);
  });

  it.each(forms)('of the form %s accept every choice that they offer', form => {
    for (const { key, input, options } of PARTICULAR_FIELDS[form])
      for (const { value } of options) {
        const filled = { ...SAMPLE_PARTICULARS[form], [key]: input === 'choices' ? [value] : value };
        expect([key, value, TreatmentParticulars.safeParse(filled).success]).toEqual([key, value, true]);
      }
  });

  it('belong to their kind, and to no other', () => {
    for (const kind of TREATMENT_KINDS)
      for (const form of forms.filter(each => each !== 'transfusion' && each !== 'artificial-liver'))
        expect([kind, form, fields(kind, SAMPLE_PARTICULARS[form])]).toEqual([kind, form, FORM_OF_KIND[kind] === form]);
  });

  it('refuse what contradicts itself', () => {
    const session = SAMPLE_PARTICULARS['artificial-liver'];
    expect(fields('dpmas', session)).toBe(true);
    expect(fields('dpmas', { ...session, modalities: ['plasma-exchange'] })).toBe(false);
    expect(fields('plasma-exchange', { ...session, modalities: ['dpmas'] })).toBe(false);
    expect(fields('artificial-liver', { ...session, complications: ['none', 'bleeding'] })).toBe(false);
    const cells = SAMPLE_PARTICULARS['stem-cells'];
    expect(fields('stem-cells', { ...cells, infusionNumber: 5 })).toBe(false);
    expect(fields('stem-cells', { ...cells, registrationNumber: ' ' })).toBe(false);
    const plasma = SAMPLE_PARTICULARS.transfusion;
    expect(fields('plasma', plasma)).toBe(true);
    expect(fields('red-cells', plasma)).toBe(false);
  });
});

describe('what was given, in words', () => {
  it('says each form in its order', () => {
    expect(said('drug')).toBe('恩替卡韦，0.5 mg qd，口服');
    expect(said('transfusion')).toBe('新鲜冰冻血浆，400 mL');
    expect(said('artificial-liver')).toBe(
      '疗程 1，第几次 2，血流量 120 mL/min，DPMAS+血浆置换 PE，新鲜冰冻血浆，血浆量 2000 mL，置换液白蛋白 20 g，抗凝 枸橼酸，血管通路 股静脉，并发症 过敏+凝血堵管，操作者 示例护士',
    );
    expect(said('nutrition', en)).toContain('70% of 1.3×REE (1950 kcal/d)');
  });

  it('never lets stem cells pass without their word of caution', () => {
    expect(said('stem-cells')).toMatch(/^研究性治疗，/);
    expect(said('stem-cells', en)).toMatch(/^investigational, /);
  });

  it('puts the own words after the particulars, and lets them stand alone in an older record', () => {
    expect(treatmentText({ detail: '夜间停', particulars: SAMPLE_PARTICULARS.drug }, zh)).toBe(
      '恩替卡韦，0.5 mg qd，口服，夜间停',
    );
    expect(treatmentText({ detail: '血浆 2000 mL' }, zh)).toBe('血浆 2000 mL');
  });

  it('leaves a record without particulars exactly as it was frozen', () => {
    const old = {
      id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001',
      patientId: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0002',
      episodeId: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0003',
      kind: 'plasma-exchange',
      startedAt: '2026-11-22T08:00:00Z',
      endedAt: null,
      detail: '2000 mL',
      version: 1,
      recordedAt: '2026-11-22T09:00:00Z',
      recordedBy: 'u',
      voidedAt: null,
    };
    expect(Object.keys(Treatment.parse(old)).sort()).toEqual(Object.keys(old).sort());
  });
});
