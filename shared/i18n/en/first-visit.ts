import type { SameShape } from '../same-shape.ts';
import type { firstVisit as zh } from '../zh-CN/first-visit.ts';

export const firstVisit: SameShape<typeof zh> = {
  title: 'Quick form',
  key: 'Quick form: the 8 first inputs',
  link: 'Quick form (q)',
  hint: 'One sample, one save: course, bedside findings and labs together. Without a result write not done (n) or pending (p).',
  bedside: 'Course and bedside',
  labs: 'Labs',
  eight: 'Early warning: {{known}} of 8 inputs known',
  complete: 'All 8 inputs of the early warning are known',
  state: { known: 'known', said: 'not done / pending', missing: 'missing' },
  clock: {
    noStart: 'Counts from first presentation T0 (4 h target, 6 h limit)',
    used: '{{time}} since first presentation',
    toTarget: '{{time}} to the 4 h target',
    pastTarget: '4 h target passed, {{time}} to the 6 h limit',
    overdue: '6 h limit passed by {{time}}',
  },
  age: 'Age',
  ageYears: '{{years}} years',
  ageMissing: 'not known, add it',
  latest: 'On record: {{value}} ({{time}})',
  save: 'Save the first visit',
  need: {
    sampledAt: 'sample time',
    t0: 'first presentation',
    aetiology: 'aetiology',
    anything: 'at least one result or finding',
  },
};
