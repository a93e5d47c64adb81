import type { SameShape } from '../same-shape.ts';
import type { figures as zh } from '../zh-CN/figures.ts';

export const figures: SameShape<typeof zh> = {
  title: 'Figures',
  period: 'Period',
  months: 'last {{months}} months',
  explain:
    'By month of first presentation; columns are medians. “Within 48 h” counts only decided courses: admitted, past 48 hours, or ended for one of the reasons shown; low risk, entered in error and those still within 48 hours are left out.',
  export: 'Export CSV (no names)',
  none: '—',
  share: '{{percent}}% ({{within}}/{{counted}})',
  miss: '{{outcome}} {{count}}',
  and: '; ',
  empty: 'No courses in this period.',
  emptyHint: 'They are summed up here once courses and their times are on record.',
  column: {
    month: 'Month',
    courses: 'Courses',
    toEightComplete: 'T0 → 8 items',
    toAnswer: 'Signed → answer',
    toWard: 'T0 → ward',
    within48h: 'On the ward within 48 h',
    misses: 'Why missed',
  },
  outcome: {
    'within-48h': 'Admitted within 48 h',
    'admitted-late': 'Admitted after 48 h',
    'not-admitted': 'Not admitted after 48 h',
    'not-counted': 'Not counted',
    'patient-refused': 'Patient refused',
    died: 'Died',
    'low-risk': 'Low risk',
    'not-accepted': 'Not accepted',
    'treated-here': 'Treated here',
    'entered-in-error': 'Entered in error',
  },
  file: {
    month: 'Month of first presentation',
    toEightComplete: 'T0 to 8 items complete (min)',
    toAnswer: 'Signed to answer (min)',
    toWard: 'T0 to ward (min)',
    outcome: 'Outcome',
  },
};
