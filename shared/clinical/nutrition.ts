import { roundHalfUp } from './rounding.ts';

/** Dry weight, clinical.md 10: −5/−10/−15 % for mild/moderate/severe ascites, a further −5 % with oedema. */
export const DRY_WEIGHT_SOURCE = 'doi:10.1016/j.jhep.2018.06.024 †';
const ASCITES_PERCENT = { none: 0, mild: 5, moderate: 10, severe: 15 } as const;
const OEDEMA_PERCENT = 5;

export type AscitesVolume = keyof typeof ASCITES_PERCENT;

/** @returns kg, one decimal; offered first by the form, the clinician decides */
export function dryWeight(weightKg: number, ascites: AscitesVolume, oedema: 'oedema' | 'no-oedema'): number {
  const percent = ASCITES_PERCENT[ascites] + (oedema === 'oedema' ? OEDEMA_PERCENT : 0);
  return roundHalfUp((weightKg * (100 - percent)) / 100, 1);
}

/** Targets from different sources stand side by side and are never averaged. */
export interface NutritionTarget {
  /** Key of `clinical.nutrition.target` in shared/i18n. */
  readonly id: 'ree-target' | 'espen-energy' | 'espen-protein' | 'espen-protein-malnourished';
  readonly low: number;
  readonly high: number;
  readonly unit: 'kcal/d' | 'g/d';
  readonly source: string;
}

const REE_FACTOR = 1.3;
const GUIDELINE_2019 = 'doi:10.3969/j.issn.1001-5256.2019.06.010';
const ESPEN_2019 = 'doi:10.1016/j.clnu.2018.12.022 †';

/** 1.3 × REE of the unrounded REE, in kcal per day. Reached stepwise (R10). */
export function energyTarget(reeRaw: number): number {
  return roundHalfUp(REE_FACTOR * reeRaw);
}

/** @param reeRaw unrounded REE in kcal/d @param weightKg the weight the REE was computed with */
export function nutritionTargets(reeRaw: number, weightKg: number): NutritionTarget[] {
  const energy = energyTarget(reeRaw);
  const perKg = (factor: number) => roundHalfUp(factor * weightKg);
  return [
    { id: 'ree-target', low: energy, high: energy, unit: 'kcal/d', source: GUIDELINE_2019 },
    { id: 'espen-energy', low: perKg(30), high: perKg(35), unit: 'kcal/d', source: ESPEN_2019 },
    { id: 'espen-protein', low: perKg(1.2), high: perKg(1.2), unit: 'g/d', source: ESPEN_2019 },
    { id: 'espen-protein-malnourished', low: perKg(1.5), high: perKg(1.5), unit: 'g/d', source: ESPEN_2019 },
  ];
}

/** Daily intake as a whole percentage of a target. */
export function percentOfTarget(intake: number, target: number): number {
  return roundHalfUp((100 * intake) / target);
}
