import { gradeEasl } from './aclf-grades.ts';
import type { InputKey } from './analytes.ts';
import type { Cutoff } from './cutoffs.ts';
import type { ClinicalValues } from './inputs.ts';
import { fillMissing } from './missing-range.ts';
import {
  CIRCULATION,
  COAGULATION,
  gradeOrgans,
  KIDNEY,
  LIVER,
  missingOrganInputs,
  RESPIRATION_PF,
  RESPIRATION_SF,
} from './organ-failure.ts';
import type { Applicability, Need, ScoreInput } from './score-definition.ts';

interface OrganCutoffs {
  readonly crea?: readonly Cutoff[];
  readonly inr?: readonly Cutoff[];
}

/** The inputs of the six organs; `need` is how the score at hand needs those that are measured. */
export function organInputs(need: Need, { crea = KIDNEY, inr = COAGULATION }: OrganCutoffs = {}): ScoreInput[] {
  return [
    { key: 'tbil', need, bestAt: 'low', cutoffs: LIVER },
    { key: 'crea', need, bestAt: 'low', cutoffs: crea },
    { key: 'he', need, bestAt: 'low' },
    { key: 'inr', need, bestAt: 'low', cutoffs: inr },
    { key: 'map', need: 'alternative', bestAt: 'high', cutoffs: CIRCULATION },
    { key: 'sbp', need: 'alternative' },
    { key: 'dbp', need: 'alternative' },
    { key: 'pf', need: 'alternative', bestAt: 'high', cutoffs: RESPIRATION_PF },
    { key: 'sf', need: 'alternative', bestAt: 'high', cutoffs: RESPIRATION_SF },
    { key: 'rrt', need: 'default' },
    { key: 'vasopressor', need: 'default' },
    { key: 'ventilation', need: 'default' },
  ];
}

const ANY_ORGAN_INPUT = organInputs('required');

/** Lowest and highest EASL-CLIF grade over whatever organ inputs are missing. */
export function easlGradeRange(v: ClinicalValues): { lowest: string; highest: string; missing: InputKey[] } {
  const organs = gradeOrgans(v);
  const missing = missingOrganInputs(organs);
  if (missing.length === 0) {
    const { grade } = gradeEasl(organs);
    return { lowest: grade, highest: grade, missing };
  }
  return {
    lowest: gradeEasl(gradeOrgans(fillMissing(v, missing, ANY_ORGAN_INPUT, 'best'))).grade,
    highest: gradeEasl(gradeOrgans(fillMissing(v, missing, ANY_ORGAN_INPUT, 'worst'))).grade,
    missing,
  };
}

/** The EASL-CLIF family is defined for cirrhosis only; an unstated cirrhosis is computed and marked. */
export function needsCirrhosis(v: ClinicalValues): Applicability {
  if (v.cirrhosis === false) return { isApplicable: false, reason: 'no-cirrhosis', inputs: ['cirrhosis'] };
  return { isApplicable: true, notes: v.cirrhosis === undefined ? ['unverified:cirrhosis'] : [] };
}
