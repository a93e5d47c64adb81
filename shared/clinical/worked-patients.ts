import type { ScoreInputs } from './inputs.ts';

/** The three fictional patients of clinical.md section 2; they serve the handbook's examples and the self-check. */
export type WorkedPatientId = 'E1' | 'E2' | 'E3';

const common = {
  cirrhosis: true,
  decompensated: false,
  hbv: true,
  dialysis: false,
  rrt: false,
  ventilation: 'none',
  cholestatic: false,
} as const;

export const workedPatients: { readonly [K in WorkedPatientId]: ScoreInputs } = {
  E1: {
    ...common,
    ...{ sex: 'male', age: 45, weight: 65, height: 170 },
    ...{ tbil: 60, crea: 70, crea_baseline: 70, crea_48h_ago: 70, urea: 4.5, alb: 34, inr: 1.3, na: 138 },
    ...{ wbc: 5, neut: 3, lac: 1.2, sbp: 120, dbp: 72, map: 88, pf: 400, he: 0, ascites: 'none' },
    ...{ complications: 0, extrahepatic_of: 0, vasopressor: false },
  },
  E2: {
    ...common,
    ...{ sex: 'female', age: 52, weight: 58, height: 160 },
    ...{ tbil: 320, crea: 95, crea_baseline: 80, crea_48h_ago: 85, urea: 6.8, alb: 29, inr: 1.9, na: 132 },
    ...{ wbc: 8.2, neut: 6.0, lac: 2.0, sbp: 108, dbp: 63, map: 78, pf: 380, he: 1, ascites: 'mild' },
    ...{ complications: 1, extrahepatic_of: 0, vasopressor: false },
  },
  E3: {
    ...common,
    ...{ sex: 'male', age: 60, weight: 70, height: 172 },
    ...{ tbil: 480, crea: 230, crea_baseline: 80, crea_48h_ago: 150, urea: 14, alb: 26, inr: 2.8, na: 126 },
    ...{ wbc: 14, neut: 11, lac: 3.4, sbp: 92, dbp: 53, map: 66, pf: 280, he: 3, ascites: 'moderate-severe' },
    ...{ complications: 3, extrahepatic_of: 3, vasopressor: true },
  },
};
