import type { InputKey } from './analytes.ts';
import { above, type Comparison, type Cutoff, from, stepOf } from './cutoffs.ts';
import type { ClinicalValues } from './inputs.ts';
import { type OrganName, organNames } from './organ-name.ts';
import { roundSi } from './rounding.ts';
import type { OrganTerm } from './terms.ts';

export { type OrganName, organNames } from './organ-name.ts';

/**
 * The six organs of the CLIF-C organ failure table (clinical.md 5.1).
 * Kidney fails at sub-score 2 or 3, every other organ at 3.
 * Moreau 2013, doi:10.1053/j.gastro.2013.02.042.
 */
export const LIVER: readonly Cutoff[] = [from(102.6), from(205.2)]; // tbil µmol/L: 6 and 12 mg/dL
export const KIDNEY: readonly Cutoff[] = [from(176.8), from(309.4)]; // crea µmol/L: 2.0 and 3.5 mg/dL
export const KIDNEY_DYSFUNCTION = 132.6; // crea µmol/L: 1.5 mg/dL
export const COAGULATION: readonly Cutoff[] = [from(2.0), from(2.5)]; // INR
export const CIRCULATION: readonly Cutoff[] = [from(70)]; // MAP mmHg
export const RESPIRATION_PF: readonly Cutoff[] = [above(200), above(300)];
export const RESPIRATION_SF: readonly Cutoff[] = [above(214), above(357)];

export interface OrganGrade {
  readonly points: 1 | 2 | 3;
  readonly isFailure: boolean;
  readonly isDysfunction: boolean;
  readonly input: InputKey;
  readonly value: number | string | boolean;
  /** The readings that the value was computed from; absent where it was given. */
  readonly computedFrom?: OrganTerm['computedFrom'];
}

export type OrganGrades = { readonly [K in OrganName]: OrganGrade | undefined };

const POINTS = [1, 2, 3] as const;

function graded(input: InputKey, value: number | string | boolean, step: number, failsAt: number): OrganGrade {
  const points = POINTS[step] ?? 3;
  return { points, isFailure: points >= failsAt, isDysfunction: false, input, value };
}

/** Mean arterial pressure in mmHg: the given one, else dbp + (sbp − dbp)/3, unrounded; undefined if neither is known. */
export function meanArterialPressure(v: ClinicalValues): number | undefined {
  if (v.map !== undefined) return v.map;
  if (v.sbp === undefined || v.dbp === undefined) return undefined;
  return v.dbp + (v.sbp - v.dbp) / 3;
}

function gradeKidney(v: ClinicalValues): OrganGrade | undefined {
  if (v.rrt === true) return graded('rrt', true, 2, 2);
  if (v.crea === undefined) return undefined;
  const grade = graded('crea', v.crea, stepOf(v.crea, KIDNEY), 2);
  return grade.isFailure || v.crea < KIDNEY_DYSFUNCTION ? grade : { ...grade, isDysfunction: true };
}

function gradeBrain(v: ClinicalValues): OrganGrade | undefined {
  if (v.ventilation === 'he') return graded('ventilation', 'he', 2, 3);
  if (v.he === undefined) return undefined;
  const step = v.he === 0 ? 0 : v.he <= 2 ? 1 : 2;
  return { ...graded('he', v.he, step, 3), isDysfunction: step === 1 };
}

function gradeCirculation(v: ClinicalValues): OrganGrade | undefined {
  if (v.vasopressor === true) return graded('vasopressor', true, 2, 3);
  const pressure = meanArterialPressure(v);
  if (pressure === undefined) return undefined;
  const compared = roundSi(pressure); // a third of a difference carries binary noise: 69.99999999999999 is 70
  const grade = graded('map', compared, 1 - stepOf(compared, CIRCULATION), 3);
  const { sbp, dbp } = v;
  return v.map !== undefined || sbp === undefined || dbp === undefined ? grade : { ...grade, computedFrom: [sbp, dbp] };
}

function gradeRespiration(v: ClinicalValues): OrganGrade | undefined {
  if (v.ventilation === 'respiratory') return graded('ventilation', 'respiratory', 2, 3);
  if (v.pf !== undefined) return graded('pf', v.pf, 2 - stepOf(v.pf, RESPIRATION_PF), 3);
  if (v.sf !== undefined) return graded('sf', v.sf, 2 - stepOf(v.sf, RESPIRATION_SF), 3);
  return undefined;
}

/** Five scores read the same six organs of the same values; grading them once keeps a register-wide re-score fast. */
const gradedAlready = new WeakMap<ClinicalValues, OrganGrades>();

/** Grades what is known; an organ whose input is missing stays undefined and is never taken as normal. */
export function gradeOrgans(values: ClinicalValues): OrganGrades {
  const known = gradedAlready.get(values);
  if (known !== undefined) return known;
  const organs = gradeEachOrgan(values);
  gradedAlready.set(values, organs);
  return organs;
}

function gradeEachOrgan(v: ClinicalValues): OrganGrades {
  return {
    liver: v.tbil === undefined ? undefined : graded('tbil', v.tbil, stepOf(v.tbil, LIVER), 3),
    kidney: gradeKidney(v),
    brain: gradeBrain(v),
    coagulation: v.inr === undefined ? undefined : graded('inr', v.inr, stepOf(v.inr, COAGULATION), 3),
    circulation: gradeCirculation(v),
    respiration: gradeRespiration(v),
  };
}

const INPUT_OF_ORGAN: { readonly [K in OrganName]: InputKey } = {
  liver: 'tbil',
  kidney: 'crea',
  brain: 'he',
  coagulation: 'inr',
  circulation: 'map',
  respiration: 'pf',
};

/** Where an organ begins to fail by a measured input, in SI; null for supports, whose mere presence is failure. */
export function failureCutoff(input: InputKey): { operator: '>=' | '<='; at: number } | null {
  const ends: { readonly [K in InputKey]?: { operator: '>=' | '<='; at: number | undefined } } = {
    tbil: { operator: '>=', at: LIVER[1]?.at },
    crea: { operator: '>=', at: KIDNEY[0]?.at },
    he: { operator: '>=', at: 3 },
    inr: { operator: '>=', at: COAGULATION[1]?.at },
    pf: { operator: '<=', at: RESPIRATION_PF[0]?.at },
    sf: { operator: '<=', at: RESPIRATION_SF[0]?.at },
  };
  const { operator, at } = ends[input] ?? {};
  return operator === undefined || at === undefined ? null : { operator, at };
}

/** The inputs still needed to grade all six organs, after what makes them unnecessary (RRT, vasopressor, ventilation). */
export function missingOrganInputs(organs: OrganGrades): InputKey[] {
  return organNames.filter(name => organs[name] === undefined).map(name => INPUT_OF_ORGAN[name]);
}

export function failedOrgans(organs: OrganGrades): OrganName[] {
  return organNames.filter(name => organs[name]?.isFailure === true);
}

/** CLIF-C organ failure total, 6–18, of six graded organs. */
export function organPoints(organs: OrganGrades): number {
  let total = 0;
  for (const name of organNames) total += organs[name]?.points ?? 0;
  return total;
}

const NOTES = new Map(organNames.map(name => [name, [1, 2, 3].map(points => `organ:${name}=${points}`)]));
const FAILURE_NOTES = new Map(organNames.map(name => [name, `failure:${name}`]));

/** `organ:<name>=<1-3>` for each graded organ, then `failure:<name>` for each that failed. */
export function organNotes(organs: OrganGrades): string[] {
  const notes: string[] = [];
  for (const name of organNames) {
    const note = NOTES.get(name)?.[(organs[name]?.points ?? 0) - 1];
    if (note !== undefined) notes.push(note);
  }
  for (const name of organNames) {
    const note = FAILURE_NOTES.get(name);
    if (organs[name]?.isFailure === true && note !== undefined) notes.push(note);
  }
  return notes;
}

export function organTerms(organs: OrganGrades): OrganTerm[] {
  const terms: OrganTerm[] = [];
  for (const organ of organNames) {
    const grade = organs[organ];
    if (grade === undefined) continue;
    const { input, value, isFailure, isDysfunction, computedFrom = null } = grade;
    const contribution = grade.points;
    terms.push({ kind: 'organ', organ, input, value, contribution, isFailure, isDysfunction, computedFrom });
  }
  return terms;
}

const KIDNEY_WITH_DYSFUNCTION: readonly Cutoff[] = [from(KIDNEY_DYSFUNCTION), ...KIDNEY];

/** Values that were really compared: creatinine on RRT or pressure on a vasopressor decide nothing. */
export function organComparisons(organs: OrganGrades, countsDysfunction: boolean): Comparison[] {
  const comparisons: Comparison[] = [];
  const add = (grade: OrganGrade | undefined, key: InputKey, cutoffs: readonly Cutoff[]) => {
    if (grade?.input === key && typeof grade.value === 'number') {
      comparisons.push({ key, value: grade.value, cutoffs });
    }
  };
  add(organs.liver, 'tbil', LIVER);
  add(organs.kidney, 'crea', countsDysfunction ? KIDNEY_WITH_DYSFUNCTION : KIDNEY);
  add(organs.coagulation, 'inr', COAGULATION);
  add(organs.circulation, 'map', CIRCULATION);
  add(organs.respiration, 'pf', RESPIRATION_PF);
  add(organs.respiration, 'sf', RESPIRATION_SF);
  return comparisons;
}
