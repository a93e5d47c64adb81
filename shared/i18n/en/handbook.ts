import type { SameShape } from '../same-shape.ts';
import type { handbook as zh } from '../zh-CN/handbook.ts';

export const handbook: SameShape<typeof zh> = {
  title: 'Formula handbook',
  lead: 'Made from the definitions that compute: formulas, units, limits, cut-offs, citations and worked examples are those in use. Engine version {{version}}.',
  contents: 'Contents',
  print: 'Print the handbook (A4)',
  general: {
    title: 'General rules',
    units:
      'Values are converted to SI at 6 decimals and compared with cut-offs written in SI; there is one rounding, at the end, half up.',
    missing:
      'Missing is never normal: a score gives bounds where it can be bounded, else it refuses and names what is missing. Only interventions that nobody filled in are taken as none, and it says so.',
    nearCutoff:
      'A value within ±1 % of a cut-off is marked with the cut-off and the side that counted; the mark changes no result. [ENG]',
    window:
      'Laboratory and bedside values of one score lie within 24 h (a setting); older ones are not used, and named with their age. [ENG]',
    order:
      'Order of refusals: unknown score, model not installed, unknown unit, out of range, not applicable, missing input.',
    frameworks: 'A grade always says whose it is; mortalities of different sources never share a table.',
    marks:
      '† from the literature, to be checked against the paper. [ENG] engineering rule of this project, not evidence.',
  },
  version: 'definition version {{version}}',
  framework: 'Framework',
  formula: 'Formula and cut-offs',
  inputs: 'Inputs',
  column: {
    input: 'Item',
    need: 'Need',
    unit: 'Unit (also read)',
    hard: 'Allowed',
    usual: 'Usual',
    cutoffs: 'Cut-offs of this score',
  },
  published: 'Published outcomes',
  noPublished: 'No mortality or survival that may be shown.',
  riskFunction: '{{outcome}} ({{days}} days) = {{formula}}',
  band: { label: 'Band', outcome: 'Outcome', percent: 'Percent', citation: 'Source' },
  days: '{{days}} days',
  example: 'Worked example: fictional patient {{patient}}',
  exampleInputs: 'Inputs',
  result: 'Result',
  raw: 'unrounded {{raw}}',
  slot: 'The coefficients are not public, so there is no example: only a model file signed by its owners can compute it.',
  notShipped: {
    title: 'What is not here, and why',
    lead: 'None of this is shown before the paper or its authors provide it, and no other formula stands in for it.',
    item: {
      'cossh-2018': [
        'COSSH-ACLF score (2018)',
        'The cut-offs of its HBV-SOFA table are not public; CLIF-C OF is no substitute.',
      ],
      'cossh-mortality': [
        'Strata and mortality of COSSH-ACLF II; mortality per COSSH grade',
        'The papers have not been compared.',
      ],
      'clif-probabilities': [
        'Probabilities of CLIF-C ACLF; CLIF-C AD at 1 and 6 months',
        'The coefficients have not been compared with Jalan 2014 and 2015.',
      ],
      'catch-life': [
        'CATCH-LIFE early-warning model',
        'Coefficients, coding, baseline survival and cut-off are not public.',
      ],
      'metabolite-kit': [
        'Metabolite kit',
        'Markers, algorithm, cut-off and units are not public; its report is stored as printed, never recomputed, never part of a score.',
      ],
      guidelines: [
        'Thresholds of the Chinese guidelines of 2024 and 2025; Kyoto definition of 2025',
        'The full texts were not at hand; the stage stays labelled 2018 and the APASL definition 2019.',
      ],
      'delta-meld': [
        'An alarm on ΔMELD; a bilirubin threshold for artificial liver; a stem-cell dose',
        'None is established: plotted without alarm, and no dose is computed.',
      ],
    },
  },
  wrong: {
    title: 'Public material known to be wrong (do not check against it)',
    items:
      'MELD of simplifycalc.com (prints 20; its formula gives 24); bilirubin molar mass 548.66 in MedCalc-Bench (584.66); meld_na of transplantr (Kim 2008 without limits on sodium and creatinine); an R example of clif_ad() (prints 55; 49.6); MELD 3.0 of onlycalculators (4.0 on dialysis); calculators with "≤12 mg/dL" for liver 2 points; MELD 3.0 with caps on bilirubin 32, INR 3.5 or creatinine 4.0.',
  },
  references: 'References',
};
