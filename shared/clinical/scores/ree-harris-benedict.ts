import type { ScoreDefinition } from '../score-definition.ts';
import { clamped, constantTerm, plain, productTerm } from '../terms.ts';

const MALE = { constant: 66.473, weight: 13.7516, height: 5.0033, age: 6.755 };
const FEMALE = { constant: 655.0955, weight: 9.5634, height: 1.8496, age: 4.6756 };

/** Resting energy expenditure, kcal/d, from kg, cm, years. Misestimates in liver failure; calorimetry is preferred. */
export const reeHarrisBenedict: ScoreDefinition = {
  id: 'ree-harris-benedict',
  version: '1',
  title: { 'zh-CN': '静息能量消耗（Harris-Benedict）', en: 'Resting energy expenditure (Harris-Benedict)' },
  framework: { 'zh-CN': 'Harris-Benedict', en: 'Harris-Benedict' },
  citations: [{ text: 'Harris-Benedict equation', doi: null, toBeChecked: true }],
  inputs: [
    { key: 'age', need: 'required' },
    { key: 'sex', need: 'required' },
    { key: 'weight', need: 'required' },
    { key: 'height', need: 'required' },
  ],
  formula: [
    {
      'zh-CN': '男：66.4730 + 13.7516 × W + 5.0033 × H − 6.7550 × A（kg、cm、岁）',
      en: 'men: 66.4730 + 13.7516 × W + 5.0033 × H − 6.7550 × A (kg, cm, years)',
    },
    {
      'zh-CN': '女：655.0955 + 9.5634 × W + 1.8496 × H − 4.6756 × A',
      en: 'women: 655.0955 + 9.5634 × W + 1.8496 × H − 4.6756 × A',
    },
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
    const c = sex === 'male' ? MALE : FEMALE;
    return {
      raw: c.constant + c.weight * weight + c.height * height - c.age * age,
      grade: null,
      terms: [
        constantTerm(c.constant),
        productTerm(c.weight, plain(clamped('weight', 'W', 'kg', weight))),
        productTerm(c.height, plain(clamped('height', 'H', 'cm', height))),
        productTerm(-c.age, plain(clamped('age', 'A', 'a', age))),
      ],
    };
  },
};
