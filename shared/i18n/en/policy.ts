import type { SameShape } from '../same-shape.ts';
import type { policy as zh } from '../zh-CN/policy.ts';

export const policy: SameShape<typeof zh> = {
  intro:
    "Referral advice is computed by this table. It is the hospital's policy, not evidence; the source of each threshold stands beside it. A saved version takes effect once a physician has confirmed it.",
  origin: { 'built-in': "the program's default", site: 'revised here' },
  inForce: 'in force',
  waiting: 'waiting for a physician, not in force',
  defaultUnconfirmed: "The program's default table is in use; no physician of this hospital has confirmed it yet.",
  waitingNote:
    'Version {{number}} is saved and takes effect when a physician confirms it; until then version {{inForce}} stays in force.',
  confirm: 'Confirm version {{number}} as physician',
  confirmBy: '{{by}} {{time}}',
  notConfirmed: 'not confirmed',
  viewing: 'Version {{number}}',
  rescore: 'Where no rule is met, score again after',
  hours: 'hours',
  column: { active: 'In use', rule: 'Condition', urgency: 'Time limit', framework: 'Criterion', evidence: 'Evidence' },
  off: 'set aside',
  on: 'in use',
  edit: 'Revise',
  editing: 'Revising version {{number}}',
  reason: 'Reason for the revision',
  save: 'Save as a new version',
  threshold: '{{rule}}: {{name}}',
  notANumber: '{{name}}: a number, please',
  versions: 'Versions',
  versionColumn: {
    number: 'Version',
    origin: 'Origin',
    saved: 'Saved',
    reason: 'Reason',
    confirmed: 'Confirmed',
    state: 'State',
  },
  view: 'View',
  replaced: 'replaced',
  field: { rescoreAfterHours: 'times to score again', rules: 'at least one rule in use' },
  ends: { atLeast: '≥', above: '>', below: '<' },
};
