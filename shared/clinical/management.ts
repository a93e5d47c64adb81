/**
 * Management by number of organ failures (rules R5 and R7–R10 of the programme). Checklist items, not orders; each with its
 * source. Item texts: `clinical.management.item` in shared/i18n.
 */
const PROGRAMME = 'He & Li 2025, doi:10.12449/JCH250604';
const CHINESE_2018 = 'Chinese guideline 2018, doi:10.3760/cma.j.issn.1007-3418.2019.01.006 †';

const EARLY_TRANSPLANT = 'doi:10.3350/cmh.2022.0103';

export type ManagementRule = 'R5' | 'R7' | 'R8' | 'R9' | 'R10';

export const managementItemIds = [
  'precise-diagnosis',
  'treat-precipitants',
  'energy-target',
  'medical-base',
  'nutrition',
  'infection-prevention',
  'organ-support',
  'artificial-liver',
  'intensive-care',
  'transplant-list',
  'transplant-within-7-days',
  'early-transplant-talk',
] as const;
export type ManagementItemId = (typeof managementItemIds)[number];

export interface ManagementItem {
  readonly id: ManagementItemId;
  /** Null for what is not a rule of the programme. */
  readonly rule: ManagementRule | null;
  /** From this many failures on; the lists add up. */
  readonly fromFailures: 0 | 1 | 2 | 3;
  /** Up to this many failures; absent = whatever more. */
  readonly toFailures?: 0;
  readonly source: string;
}

/** R5 is meant for patients without organ failure; R10 asks for no failure. */
export const managementItems: readonly ManagementItem[] = [
  { id: 'precise-diagnosis', rule: 'R5', fromFailures: 0, toFailures: 0, source: PROGRAMME },
  { id: 'treat-precipitants', rule: 'R5', fromFailures: 0, toFailures: 0, source: PROGRAMME },
  { id: 'energy-target', rule: 'R10', fromFailures: 0, source: PROGRAMME },
  { id: 'medical-base', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'nutrition', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'infection-prevention', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'organ-support', rule: 'R7', fromFailures: 1, source: PROGRAMME },
  { id: 'artificial-liver', rule: 'R7', fromFailures: 1, source: `${PROGRAMME}; ${CHINESE_2018}` },
  { id: 'intensive-care', rule: 'R8', fromFailures: 2, source: PROGRAMME },
  { id: 'transplant-list', rule: 'R8', fromFailures: 2, source: PROGRAMME },
  { id: 'transplant-within-7-days', rule: 'R9', fromFailures: 3, source: `${PROGRAMME}; doi:10.1111/liv.15733` },
];

/** Early discussion of transplantation, whatever the failures: AARC above 10 or MELD above 28. */
const earlyTransplantTalk: ManagementItem = {
  ...{ id: 'early-transplant-talk', rule: null, fromFailures: 0, source: EARLY_TRANSPLANT },
};

export function suggestsEarlyTransplantTalk(aarc: number | null, meld: number | null): boolean {
  return (aarc !== null && aarc > 10) || (meld !== null && meld > 28);
}

/** Checklist for the failures that are known; items for more failures are not hinted at. */
export function managementFor(
  failures: number,
  scores: { readonly aarc: number | null; readonly meld: number | null } = { aarc: null, meld: null },
): ManagementItem[] {
  const items = managementItems.filter(
    ({ fromFailures, toFailures = Number.POSITIVE_INFINITY }) => failures >= fromFailures && failures <= toFailures,
  );
  return suggestsEarlyTransplantTalk(scores.aarc, scores.meld) ? [...items, earlyTransplantTalk] : items;
}

/** Every item there is, for the texts and for what was ticked before. */
export const managementItem = (id: ManagementItemId): ManagementItem =>
  managementItems.find(each => each.id === id) ?? earlyTransplantTalk;

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
