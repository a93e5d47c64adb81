import type { WebFrameMain } from 'electron';
import { isAppUrl } from './address.ts';

/**
 * Whether a message from the window side may be heard: it must come from the top frame of one of our own pages. A
 * frame that is gone (null) is refused.
 */
export function isOurPage<Frame extends Pick<WebFrameMain, 'url' | 'parent'>>(frame: Frame | null): frame is Frame {
  return frame !== null && frame.parent === null && isAppUrl(frame.url);
}
