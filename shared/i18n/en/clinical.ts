import type { clinical as chinese } from '../zh-CN/clinical.ts';

type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

export const clinical: Translated<typeof chinese> = {
  refusal: {
    'missing-input': 'missing input',
    'out-of-range': 'value outside the permitted range',
    'not-applicable': 'not meant for this patient',
    'model-not-installed': 'no model file is installed',
    'unknown-score': 'unknown score',
    'unknown-unit': 'unknown unit',
  },
};
