import type { SameShape } from '../same-shape.ts';
import type { app as zh } from '../zh-CN/app.ts';

export const app: SameShape<typeof zh> = {
  product: 'GanQiao',
  skip: 'Skip to the page',
  nav: { label: 'Main menu', worklist: 'Work list', outbox: 'Outbox', figures: 'Figures', settings: 'Settings' },
  training: 'Training · fictional patients',
  trainingLong: 'Training site: all patients are fictional; not for real care',
  lastComplete: 'Complete sync {{time}}',
  neverComplete: 'Never synced completely',
  notConfigured: 'No registry set up',
  noAuth: 'open registry',
  syncing: 'Syncing',
  queue: 'Queue {{total}}',
  oldestUnsent: ' (oldest {{age}})',
  backupAge: 'Backup {{age}} ago',
  backupNone: 'No backup yet',
  backupFailed: 'Backup failed',
  clock: {
    movedBack: 'The clock of this computer was set back; nothing is recorded for now.',
    movedBackFromTo: 'From {{from}} to {{to}}.',
    compare: 'It now shows {{now}}: compare it with another clock, and correct the system time first if it is wrong.',
    confirm: 'The time is right, go on',
    slow: 'The clock of this computer is {{time}} behind the registry; check the system time.',
    fast: 'The clock of this computer is {{time}} ahead of the registry; check the system time.',
  },
  language: 'Language',
  scheme: 'Colours',
  schemes: { light: 'Light', dark: 'Dark', contrast: 'High contrast' },
  teaching: {
    start: 'Teach',
    end: 'Teaching ×',
    hint: 'Teaching mode: hides who all patients are; nothing can be entered, signed or printed; press again to end it',
  },
  lock: 'Lock',
  help: {
    title: 'Keys of this page',
    show: 'Show the keys',
    go: 'Go to: {{page}}',
    tab: 'Tab / Shift+Tab move; Enter opens or does; Esc closes',
  },
  notFound: 'There is no such page',
  backHome: 'Back to the first page',
  pageFailed: {
    what: 'This page has failed; what was saved is untouched.',
    next: 'Open the page again; if it comes back, call support.',
  },
};
