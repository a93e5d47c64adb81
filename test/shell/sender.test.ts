import type { WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOurPage } from '../../electron/shell/sender.ts';

const frame = (url: string, parent: object | null = null) => ({ url, parent: parent as WebFrameMain | null });

describe('the sender of a message', () => {
  it('is heard from the top frame of our own page', () => {
    expect(isOurPage(frame('app://clinic/index.html#/x'))).toBe(true);
  });

  it.each([
    'https://evil/?x=app://clinic',
    'https://clinic/index.html',
    'app://evil/index.html',
    'app://clinic.evil/index.html',
    'app://clinic@evil/index.html',
    'file:///app/clinic/index.html',
    'about:blank',
    '',
  ])('is refused at %s', url => expect(isOurPage(frame(url))).toBe(false));

  it('is refused in a sub-frame, even of our own address', () => {
    expect(isOurPage(frame('app://clinic/index.html', frame('app://clinic/index.html')))).toBe(false);
  });

  it('is refused when its frame is gone', () => expect(isOurPage(null)).toBe(false));
});
