import type { BrowserWindow } from 'electron';

/** How many people need a hand, as the window's title says; 0 where it says nothing. */
const countIn = (title: string): number => Number(/^\((\d+)\+?\) /.exec(title)?.[1] ?? 0);

/**
 * Lets the task bar call while the clinician works elsewhere and the count in the title has grown: an answer has come,
 * a value is critical. It has no words, so nothing of a patient shows on a locked computer.
 * @returns to be told every title
 */
export function callOnMore(window: Pick<BrowserWindow, 'isFocused' | 'flashFrame'>): (title: string) => void {
  let before = 0;
  return title => {
    const count = countIn(title);
    if (count > before && !window.isFocused()) window.flashFrame(true);
    before = count;
  };
}
