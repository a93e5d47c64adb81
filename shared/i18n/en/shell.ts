import type { SameShape } from '../same-shape.ts';
import type { shell as zh } from '../zh-CN/shell.ts';

export const shell: SameShape<typeof zh> = {
  title: 'GanQiao',
  restart: 'Restart',
  quit: 'Quit',
  failure: {
    start: {
      what: 'The program could not start.',
      next: 'Please restart it; if this happens again, call technical support. Your data are safe: delete no files.',
    },
    services: {
      what: 'The background services stopped unexpectedly.',
      next: 'Saved data are safe. Please restart the services, then unlock again.',
    },
    window: {
      what: 'The window closed unexpectedly.',
      next: 'Saved data are safe. Please open the window again.',
    },
    files: {
      what: 'The program is incomplete.',
      next: 'Please install it again; your data are safe.',
    },
  },
};
