import type { ParseKeys } from 'i18next';
import { treatment as texts } from '../i18n/zh-CN/treatment.ts';
import type { ParticularsForm, ParticularsOf } from './treatment-particulars.ts';

type Texts = typeof texts;
type OptionList = keyof Texts['option'];

export interface FieldOption {
  readonly value: string;
  readonly text: ParseKeys;
}

/** How one part of a treatment's particulars is asked for and said. */
export interface ParticularField<Key extends string = string> {
  readonly key: Key;
  readonly label: ParseKeys;
  readonly input: 'text' | 'long-text' | 'number' | 'integer' | 'day' | 'choice' | 'choices';
  readonly isRequired: boolean;
  /** As written beside the number. */
  readonly unit: string;
  readonly options: readonly FieldOption[];
  /** Said without its label, which the words make plain. */
  readonly isPlain: boolean;
}

type Rest = Partial<Omit<ParticularField, 'key' | 'label' | 'input'>>;

function field<Key extends keyof Texts['particular'] & string>(
  key: Key,
  input: ParticularField['input'],
  rest: Rest = {},
): ParticularField<Key> {
  const label = `treatment.particular.${key}` as const;
  return { key, label, input, isRequired: false, unit: '', options: [], isPlain: false, ...rest };
}

const REQUIRED = { isRequired: true } as const;
const plain = { isPlain: true } as const;

/** The choices are the keys of their texts, in that order, so that none can lack a word. */
function choices<List extends OptionList>(list: List): { options: readonly FieldOption[] } {
  const options = Object.keys(texts.option[list]).map(value => ({
    value,
    text: `treatment.option.${list}.${value}` as ParseKeys, // made of the very keys of these texts
  }));
  return { options };
}

type FieldsOf<F extends ParticularsForm> = readonly ParticularField<
  Exclude<keyof ParticularsOf<F>, 'form' | 'unit'> & string
>[];

/** The fields of each form, in the order in which they are asked and said. */
export const PARTICULAR_FIELDS: { readonly [F in ParticularsForm]: FieldsOf<F> } = {
  drug: [field('drug', 'text', { ...REQUIRED, ...plain }), field('dose', 'text', plain), field('route', 'text', plain)],
  transfusion: [
    field('plasmaType', 'choice', { ...choices('plasmaType'), ...plain }),
    field('amount', 'number', { ...REQUIRED, ...plain }),
  ],
  'artificial-liver': [
    field('courseNumber', 'integer'),
    field('sessionNumber', 'integer', REQUIRED),
    field('bloodFlow', 'number', { unit: 'mL/min' }),
    field('modalities', 'choices', { ...choices('modalities'), ...REQUIRED, ...plain }),
    field('plasmaType', 'choice', { ...choices('plasmaType'), ...plain }),
    field('plasmaMl', 'number', { unit: 'mL' }),
    field('substituteAlbuminG', 'number', { unit: 'g' }),
    field('substituteOther', 'text'),
    field('anticoagulant', 'choice', choices('anticoagulant')),
    field('access', 'choice', choices('access')),
    field('complications', 'choices', choices('complications')),
    field('operator', 'text'),
  ],
  'renal-replacement': [
    field('mode', 'choice', { ...choices('mode'), ...REQUIRED, ...plain }),
    field('anticoagulant', 'choice', choices('anticoagulant')),
    field('access', 'choice', choices('access')),
  ],
  intervention: [
    field('procedure', 'choice', { ...choices('procedure'), ...REQUIRED, ...plain }),
    field('result', 'text'),
    field('operator', 'text'),
  ],
  airway: [field('reason', 'choice', { ...choices('reason'), ...REQUIRED, ...plain })],
  'stem-cells': [
    field('registrationNumber', 'text', REQUIRED),
    field('consentOn', 'day', REQUIRED),
    field('product', 'text', { ...REQUIRED, ...plain }),
    field('source', 'choice', { ...choices('source'), ...REQUIRED }),
    field('donor', 'choice', { ...choices('donor'), ...REQUIRED, ...plain }),
    field('lot', 'text', REQUIRED),
    field('dosePerKg', 'number', { ...REQUIRED, unit: '×10⁵/kg' }),
    field('weightKg', 'number', { ...REQUIRED, unit: 'kg' }),
    field('infusionNumber', 'integer', REQUIRED),
    field('infusionsPlanned', 'integer', REQUIRED),
    field('outcome24Weeks', 'choice', choices('outcome24Weeks')),
    field('reactions', 'choices', choices('reactions')),
    field('feverLog', 'long-text'),
    field('seriousInfections', 'long-text'),
  ],
  'transplant-listing': [
    field('state', 'choice', { ...choices('state'), ...REQUIRED, ...plain }),
    field('centre', 'text', { ...REQUIRED, ...plain }),
  ],
  nutrition: [
    field('weightKg', 'number', { ...REQUIRED, unit: 'kg' }),
    field('reeKcal', 'number', { ...REQUIRED, unit: 'kcal/d' }),
    field('reeSource', 'choice', { ...choices('reeSource'), ...REQUIRED }),
    field('intakeKcal', 'number', { ...REQUIRED, unit: 'kcal/d' }),
    field('proteinG', 'number', { ...REQUIRED, unit: 'g/d' }),
    field('routes', 'choices', { ...choices('routes'), ...REQUIRED, ...plain }),
    field('lateEveningSnack', 'choice', { ...choices('lateEveningSnack'), ...REQUIRED }),
  ],
};
