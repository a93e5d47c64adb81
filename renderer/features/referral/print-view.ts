import type { Paper } from '../../../shared/referral/test-page.ts';

const POLL_MS = 50;
const LONGEST_WAIT_MS = 15_000;

/** Waits until the print page of the new window has loaded its script; false where it never does. */
async function isReady(view: Window): Promise<boolean> {
  const giveUpAt = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < giveUpAt && !view.closed) {
    if ('showPacket' in view && typeof view.showPacket === 'function') return true;
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** Shows the packet in an open print page and brings up the browser's print dialog. */
export async function printInView(view: Window, paper: Paper): Promise<void> {
  if (!(await isReady(view))) return;
  await view.showPacket(paper);
  view.focus();
  view.print();
}
