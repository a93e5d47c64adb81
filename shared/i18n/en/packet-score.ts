import type { SameShape } from '../same-shape.ts';
import type { packetScore as zh } from '../zh-CN/packet-score.ts';

/** Words of the score sheet (P4) and of the score line of the letter; codes of the engine are worded in `clinical`. */
export const packetScore: SameShape<typeof zh> = {
  value: 'Result',
  version: 'formula version {{version}}',
  anchoredAt: 'as of samples at {{at}}',
  framework: 'Framework',
  inputs: 'Inputs',
  rule: 'Decided by',
  sum: 'sum {{raw}}, read as {{value}}',
  population: 'Population',
  citation: 'Source',
  published: 'Published',
  notes: 'Notes',
  ageAtSampling: 'Age (at sampling)',
  contradiction: 'Please check',
  contradicts: 'the record has {{treatment}} (from {{from}}), but “{{input}}” {{said}} in the score',
  saidNo: 'is “no” or “none”',
  saidNothing: 'was not filled in and counts as none',
  figure: {
    death: 'mortality',
    'death-in-patients': 'mortality (in-patients)',
    'death-or-transplant': 'death or transplant',
    survival: 'survival (not mortality)',
  },
  refusedHeading: 'Scores without a result',
  boundsHeading: 'Possible range where inputs are missing',
  missing: ' (missing: {{missing}})',
  known: 'known terms',
  noArithmetic:
    'The formulas of this program give another result than the one frozen at signing; the arithmetic is left out and the frozen result stands.',
  none: 'No score was recorded at signing.',
};
