import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, constantTerm, plain, productTerm } from '../terms.ts';

const MALE_CONSTANT = 5;
const FEMALE_CONSTANT = -161;

/** Resting energy expenditure by Mifflin, kcal/d, from kg, cm, years. */
export const reeMifflin: ScoreDefinition = {
  id: 'ree-mifflin',
  version: '1',
  title: { 'zh-CN': '静息能量消耗（Mifflin）', en: 'Resting energy expenditure (Mifflin)' },
  framework: { 'zh-CN': 'Mifflin', en: 'Mifflin' },
  citations: [{ text: 'Mifflin equation', doi: null, toBeChecked: true }],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'sex', need: 'required' },
    { key: 'weight', need: 'required' },
    { key: 'height', need: 'required' },
  ],
  formula: [
    {
      'zh-CN': '男：10 × W + 6.25 × H − 5 × A + 5（kg、cm、岁）',
      en: 'men: 10 × W + 6.25 × H − 5 × A + 5 (kg, cm, years)',
    },
    { 'zh-CN': '女：10 × W + 6.25 × H − 5 × A − 161', en: 'women: 10 × W + 6.25 × H − 5 × A − 161' },
  ],
  display: { decimals: 0 },
  grades: null,
  isClassification: false,
  isBounded: false,
  predicts: { code: 'energy', horizonDays: [] },
  example: 'E2',
  compute: v => {
    const { age, sex, weight, height } = v;
    if (age === undefined || sex === undefined || weight === undefined || height === undefined) return undefined;
    const constant = sex === 'male' ? MALE_CONSTANT : FEMALE_CONSTANT;
    return {
      raw: 10 * weight + 6.25 * height - 5 * age + constant,
      grade: null,
      terms: [
        productTerm(10, plain(clamped('weight', 'W', 'kg', weight))),
        productTerm(6.25, plain(clamped('height', 'H', 'cm', height))),
        productTerm(-5, plain(clamped('age', 'A', 'a', age))),
        constantTerm(constant),
      ],
    };
  },
};
