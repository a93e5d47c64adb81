import type { SameShape } from '../same-shape.ts';
import type { record as zh } from '../zh-CN/record.ts';

export const record: SameShape<typeof zh> = {
  section: { patient: 'Patient', episode: 'Episode', findings: 'Bedside findings' },
  edit: 'Change',
  empty: 'No bedside findings yet.',
  noEpisode: 'No episode yet.',
  notGiven: 'not given',
  void: 'voided',
  created: 'Begun {{time}}',
  version: 'Version {{version}}',
  changes: 'Changes ({{count}})',
  noChanges: 'Never changed',
  recorded: 'written {{time}}, {{by}}',
  by: '{{time}}, {{by}}',
  because: 'Reason: {{reason}}',
  noReason: 'no reason given',
  voided: 'voided',
  underTheMask: '(the masked digits changed)',
  sameText: 'Saved again, nothing changed',
  observedAt: 'Observed at',
  showVoid: 'Show voided ({{count}})',
};
