/**
 * Management by number of organ failures (rules R7–R9 of the programme). Checklist items, not orders; each with its
 * source. Item texts: `clinical.management.item` in shared/i18n.
 */
const PROGRAMME = 'He & Li 2025, doi:10.12449/JCH250604';
const CHINESE_2018 = 'Chinese guideline 2018, doi:10.3760/cma.j.issn.1007-3418.2019.01.006 †';

export type ManagementRule = 'R7' | 'R8' | 'R9' | 'R10';

export interface ManagementItem {
  readonly id:
    | 'medical-base'
    | 'nutrition'
    | 'infection-prevention'
    | 'organ-support'
    | 'artificial-liver'
    | 'intensive-care'
    | 'transplant-list'
    | 'transplant-within-7-days'
    | 'energy-target';
  readonly rule: ManagementRule;
  /** From this many failures on; the lists add up. */
  readonly fromFailures: 1 | 2 | 3;
  readonly source: string;
}

export const managementItems: readonly ManagementItem[] = [
  { id: 'medical-base', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'nutrition', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'infection-prevention', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'organ-support', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'artificial-liver', rule: 'R7', fromFailures: 1, source: `${PROGRAMME}; ${CHINESE_2018}` },
  { id: 'energy-target', rule: 'R10', fromFailures: 1, source: PROGRAMME },
  { id: 'intensive-care', rule: 'R8', fromFailures: 2, source: PROGRAMME },
  { id: 'transplant-list', rule: 'R8', fromFailures: 2, source: PROGRAMME },
  { id: 'transplant-within-7-days', rule: 'R9', fromFailures: 3, source: `${PROGRAMME}; doi:10.1111/liv.15733` },
];

/** Checklist for the failures that are known; items for more failures are not hinted at. */
export function managementFor(failures: number): ManagementItem[] {
  return managementItems.filter(({ fromFailures }) => failures >= fromFailures);
}

/** The programme's own classes; not the EASL table, another source. */
export interface ProgrammeClass {
  readonly label: 'I' | 'II' | 'III';
  readonly fromFailures: number;
  readonly mortality90DaysPercent: number;
  readonly source: string;
}

export const programmeClasses: readonly ProgrammeClass[] = [
  { label: 'I', fromFailures: 1, mortality90DaysPercent: 25, source: PROGRAMME },
  { label: 'II', fromFailures: 2, mortality90DaysPercent: 50, source: PROGRAMME },
  { label: 'III', fromFailures: 3, mortality90DaysPercent: 75, source: PROGRAMME },
];

/** @returns null without a failure, and when the missing organs could change the class */
export function programmeClass({ low, high }: { low: number; high: number }): ProgrammeClass | null {
  const classOf = (failures: number) => programmeClasses.findLast(({ fromFailures }) => failures >= fromFailures);
  const lowest = classOf(low);
  return lowest !== undefined && lowest === classOf(high) ? lowest : null;
}

/** Early discussion of transplantation: AARC above 10 or MELD above 28. */
export const EARLY_TRANSPLANT_SOURCE = 'doi:10.3350/cmh.2022.0103';

export function suggestsEarlyTransplantTalk(aarc: number | null, meld: number | null): boolean {
  return (aarc !== null && aarc > 10) || (meld !== null && meld > 28);
}

/** What the 2018 guideline says about artificial liver support; texts in `clinical.artificialLiver`. No TB cut-off exists. */
export const artificialLiver = {
  source: CHINESE_2018,
  preferred: [
    'stage-with-pta-20-40',
    'late-after-weighing',
    'bridge-to-transplant',
    'graft-non-function',
    'cholestasis',
  ],
  relativeContraindications: [
    'bleeding-or-dic',
    'allergy',
    'circulatory-failure',
    'unstable-infarction',
    'late-pregnancy',
  ],
} as const;
