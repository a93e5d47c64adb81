import type { SameShape } from '../same-shape.ts';
import type { ui as zh } from '../zh-CN/ui.ts';

export const ui: SameShape<typeof zh> = {
  now: 'now',
  today: 'today',
  writeLike: 'This time cannot be read; write it as {{example}}',
  stillMissing: 'Still missing: {{items}}',
  stillMissingMore: '{{total}} still missing: {{items}} …',
  listComma: ', ',
  listSemicolon: '; ',
  colon: ': ',
  retry: 'Try again',
  waitSeconds: ' ({{seconds}} s to wait)',
  saving: 'Saving…',
  savedAt: 'Saved {{time}}',
  draftRestored: 'Unsaved typing of {{time}} has been restored.',
  draftDiscard: 'Give it up',
  cancel: 'Cancel',
  edit: 'Change',
  close: 'Close',
  nextStep: 'to the button “{{label}}” (Enter presses it)',
  nextStepKey: 'Ctrl+Enter leads here',
  noAnswer: {
    what: 'The services of the program did not answer; whether it was done is not known.',
    next: 'Look at the list before you do it again; if this goes on, restart the program.',
  },
  flag: { high: 'high', low: 'low', 'critical-high': 'critical', 'critical-low': 'critical' },
  flagShort: { high: 'H', low: 'L', 'critical-high': 'C', 'critical-low': 'C' },
  duration: {
    minutes: '{{minutes}} min',
    hours: '{{hours}} h {{minutes}} min',
    hoursOnly: '{{hours}} h',
    days: '{{days}} d {{hours}} h',
    daysOnly: '{{days}} d',
  },
};
