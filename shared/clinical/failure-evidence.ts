import { COMPLICATIONS, type Complication, EXTRAHEPATIC_ORGANS, type ExtrahepaticOrgan } from '../records/finding.ts';
import type { InputKey } from './analytes.ts';
import type { ClinicalValues } from './inputs.ts';
import { gradeOrgans } from './organ-failure.ts';
import { icaAki } from './scores/ica-aki.ts';

/**
 * What the record already says for or against an item that the clinician ticks for the Chinese stage (clinical.md 9).
 * `open`: nothing recorded decides it. It is offered with its reason and never answers by itself.
 */
export interface Evidence<Item extends string> {
  readonly item: Item;
  readonly state: 'met' | 'not-met' | 'open';
  /** The input that says so, or that is worth a look; null where the record holds none. */
  readonly input: InputKey | 'infection' | null;
  readonly value: number | string | boolean | null;
}

/** Kidney, brain, circulation and respiration by the organ table ([ENG], clinical.md 5.1). */
export function extrahepaticEvidence(values: ClinicalValues): Evidence<ExtrahepaticOrgan>[] {
  const organs = gradeOrgans(values);
  return EXTRAHEPATIC_ORGANS.map(item => {
    const grade = organs[item];
    if (grade === undefined) return { item, state: 'open', input: null, value: null };
    return { item, state: grade.isFailure ? 'met' : 'not-met', input: grade.input, value: grade.value };
  });
}

type Reading = Omit<Evidence<Complication>, 'item'>;
const OPEN: Reading = { state: 'open', input: null, value: null };

function kidneyInjury(values: ClinicalValues): Reading {
  const grade = icaAki.compute(values)?.grade;
  if (grade === undefined || grade === null) {
    return values.crea === undefined ? OPEN : { state: 'open', input: 'crea', value: values.crea };
  }
  const of =
    values.rrt === true ? { input: 'rrt' as const, value: true } : { input: 'crea' as const, value: values.crea };
  return { state: grade === '0' ? 'not-met' : 'met', input: of.input, value: of.value ?? null };
}

/**
 * The six complications. No threshold is established for hyponatraemia, refractory ascites or the hepatopulmonary
 * syndrome: sodium is shown and the clinician decides. A liver that does not bleed from varices may bleed elsewhere.
 * @param infection the newest answer at the bedside, null where nobody looked
 */
export function complicationEvidence(values: ClinicalValues, infection: string | null): Evidence<Complication>[] {
  const { he, na, variceal_bleed: bleeding } = values;
  const readings: Record<Complication, Reading> = {
    encephalopathy: he === undefined ? OPEN : { state: he >= 1 ? 'met' : 'not-met', input: 'he', value: he },
    infection:
      infection === null
        ? OPEN
        : {
            state: infection === 'proven' ? 'met' : infection === 'none' ? 'not-met' : 'open',
            input: 'infection',
            value: infection,
          },
    'hyponatraemia-or-refractory-ascites': na === undefined ? OPEN : { state: 'open', input: 'na', value: na },
    'kidney-injury': kidneyInjury(values),
    bleeding:
      bleeding === undefined
        ? OPEN
        : { state: bleeding === 'current' ? 'met' : 'open', input: 'variceal_bleed', value: bleeding },
    hepatopulmonary: OPEN,
  };
  return COMPLICATIONS.map(item => ({ item, ...readings[item] }));
}
