import type { SameShape } from '../same-shape.ts';
import type { worklist as zh } from '../zh-CN/worklist.ts';

export const worklist: SameShape<typeof zh> = {
  title: 'Work list',
  search: 'Search: name, pinyin initials, hospital number, last four of the ID',
  newPatient: 'New patient',
  count: 'Patients: {{total}}, by time left',
  found: 'Found: {{total}}',
  more: 'Only the first {{total}} are shown; type more to narrow it down',
  column: {
    left: 'Left of 48 h',
    patient: 'Patient',
    hospitalNumber: 'Hospital number',
    grade: 'Worst grade',
    delivery: 'Referral',
    lastLabs: 'Last labs',
  },
  level: { normal: '', attention: 'soon', urgent: 'urgent', overdue: 'overdue' },
  noClock: 'first presentation not entered',
  noEpisode: 'no episode',
  noReferral: 'not referred',
  noLabs: 'none',
  noGrade: 'none yet',
  ago: '{{age}} ago',
  age: '{{years}} y',
  ageUnknown: 'age unknown',
  grade: {
    'easl-aclf': 'EASL {{grade}}',
    'cossh-aclf': 'COSSH {{grade}}',
    'cn-lf-stage': 'CN {{grade}}',
  },
  stage: { none: 'no liver failure', pre: 'pre-stage', early: 'early', middle: 'middle', late: 'late' },
  empty: 'No patients under care yet.',
  emptyHint: 'Enter the first one with the button below, or press / to search earlier patients.',
  noneFound: 'No patient matches "{{query}}".',
  noneFoundHint:
    'Try pinyin initials, the hospital number or the last four of the ID; make a new one only if it is new.',
  key: { search: 'Search patients', create: 'New patient', rows: 'Up and down move, Enter opens' },
};
