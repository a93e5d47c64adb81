import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { App, Session } from 'electron';
import { describe, expect, it } from 'vitest';
import { isAppPage, isAppUrl } from '../../electron/shell/address.ts';
import { guardSession, keepToOwnPages } from '../../electron/shell/navigation.ts';

const PAGE = 'app://clinic/index.html';
const FOREIGN = [
  'https://evil.example/',
  'https://evil.example/?x=app://clinic/index.html',
  'app://evil/index.html',
  'app://clinic.evil.example/index.html',
  'app://clinic/other.html',
  'app://clinic/index.html?next=1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://clinic/1',
  'about:blank',
  'not a url',
  '',
];

describe('addresses', () => {
  it.each(FOREIGN)('takes %s for no page of ours', url => expect(isAppPage(url)).toBe(false));
  it.each([PAGE, `${PAGE}#/patients/1`, 'app://clinic/print.html'])('takes %s for ours', url =>
    expect(isAppPage(url)).toBe(true),
  );
  it('is not misled by an address that merely contains ours', () => {
    expect(isAppUrl('https://evil/?x=app://clinic')).toBe(false);
    expect(isAppUrl('app://clinic/assets/a.js')).toBe(true);
  });
});

/** Contents as Electron makes them, told of by the app. */
function guardedContents() {
  const app = new EventEmitter();
  keepToOwnPages(app as unknown as App);
  let openHandler: (details: { url: string }) => unknown = () => ({ action: 'allow' });
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openHandler) => {
      openHandler = handler;
    },
  });
  app.emit('web-contents-created', {}, contents);
  const isStopped = (event: string, details: object) => {
    let stopped = false;
    contents.emit(event, { ...details, preventDefault: () => (stopped = true) });
    return stopped;
  };
  return { isStopped, open: (url: string) => openHandler({ url }) };
}

describe('navigation', () => {
  const { isStopped, open } = guardedContents();

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s leads to our own pages only', event => {
    for (const url of FOREIGN) expect(isStopped(event, { url, isMainFrame: true }), url).toBe(true);
    expect(isStopped(event, { url: PAGE, isMainFrame: true })).toBe(false);
  });

  it('lets no sub-frame go anywhere, not even to our own page', () => {
    expect(isStopped('will-frame-navigate', { url: PAGE, isMainFrame: false })).toBe(true);
  });

  it('opens no window and no webview', () => {
    for (const url of [...FOREIGN, PAGE]) expect(open(url)).toEqual({ action: 'deny' });
    expect(isStopped('will-attach-webview', {})).toBe(true);
  });
});

/** Every name a permission can have, read from Electron's own typings. */
const PERMISSIONS = (() => {
  const typings = readFileSync(createRequire(import.meta.url).resolve('electron/electron.d.ts'), 'utf8');
  const list =
    /setPermissionCheckHandler\(handler: \(\(webContents: .*?, permission: (.*?), requestingOrigin/.exec(
      typings,
    )?.[1] ?? '';
  return [...list.matchAll(/'([^']+)'/g)].map(match => match[1] ?? '');
})();

function guardedSession(development = false) {
  type Handlers = {
    request: (contents: unknown, permission: string, decide: (granted: boolean) => void, details: object) => void;
    check: (contents: { getURL(): string } | null, permission: string, origin: string, details: object) => boolean;
    device: (details: object) => boolean;
    before: (details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void;
  };
  const handlers = {} as Handlers;
  const session = {
    setPermissionRequestHandler: (handler: Handlers['request']) => Object.assign(handlers, { request: handler }),
    setPermissionCheckHandler: (handler: Handlers['check']) => Object.assign(handlers, { check: handler }),
    setDevicePermissionHandler: (handler: Handlers['device']) => Object.assign(handlers, { device: handler }),
    webRequest: { onBeforeRequest: (handler: Handlers['before']) => Object.assign(handlers, { before: handler }) },
  };
  guardSession(session as unknown as Session, { development });
  return {
    grants(permission: string, requestingUrl: string, { at = requestingUrl, mediaTypes = [] as string[] } = {}) {
      let granted: boolean | null = null;
      const details = { requestingUrl, mediaTypes };
      handlers.request({ getURL: () => at }, permission, answer => (granted = answer), details);
      return granted;
    },
    allows: (permission: string, url: string | null, mediaType?: string) =>
      handlers.check(url === null ? null : { getURL: () => url }, permission, '', { mediaType }),
    device: (details: object) => handlers.device(details),
    cancels(url: string) {
      let cancelled: boolean | null = null;
      handlers.before({ url }, answer => (cancelled = answer.cancel));
      return cancelled;
    },
  };
}

describe('permissions', () => {
  const session = guardedSession();

  it('knows the names that the typings list', () => {
    expect(PERMISSIONS).toEqual(expect.arrayContaining(['media', 'clipboard-read', 'usb', 'unknown']));
    expect(PERMISSIONS.length).toBeGreaterThan(40);
  });

  it.each(PERMISSIONS)('%s', permission => {
    const expected = permission === 'clipboard-sanitized-write';
    expect(session.grants(permission, PAGE)).toBe(expected);
    expect(session.allows(permission, PAGE)).toBe(expected);
    expect(session.grants(permission, 'https://evil.example/')).toBe(false);
    expect(session.allows(permission, 'https://evil.example/')).toBe(false);
    expect(session.allows(permission, null)).toBe(false);
  });

  it('lets the camera run while the code reader is open, and never the microphone', () => {
    const reader = `${PAGE}#/reader`;
    const asks = (at: string, mediaTypes: string[]) => session.grants('media', at, { at, mediaTypes });
    expect(asks(reader, ['video'])).toBe(true);
    expect(session.allows('media', reader, 'video')).toBe(true);
    for (const mediaTypes of [['audio'], ['video', 'audio'], []]) expect(asks(reader, mediaTypes)).toBe(false);
    for (const mediaType of ['audio', 'unknown', undefined])
      expect(session.allows('media', reader, mediaType)).toBe(false);
    for (const elsewhere of [PAGE, `${PAGE}#/worklist`, `${PAGE}#/reader/1`, 'https://evil.example/#/reader']) {
      expect(asks(elsewhere, ['video'])).toBe(false);
      expect(session.allows('media', elsewhere, 'video')).toBe(false);
    }
  });

  it('denies every device', () => {
    for (const deviceType of ['hid', 'serial', 'usb']) expect(session.device({ deviceType, origin: PAGE })).toBe(false);
  });
});

describe('outside traffic of the window', () => {
  it.each([
    'https://evil.example/',
    'http://127.0.0.1/',
    'ws://evil.example/',
    'file:///etc/passwd',
    'ftp://x/',
    'app://evil/x',
    'devtools://devtools/bundled/x.js',
    'chrome-extension://x/',
    'not a url',
  ])('%s is cancelled', url => expect(guardedSession().cancels(url)).toBe(true));

  it.each(['app://clinic/assets/a.js', 'data:image/png;base64,AA', 'blob:app://clinic/1'])('%s may load', url =>
    expect(guardedSession().cancels(url)).toBe(false),
  );

  it('lets developer tools load in a checkout', () => {
    expect(guardedSession(true).cancels('devtools://devtools/bundled/x.js')).toBe(false);
    expect(guardedSession(true).cancels('https://evil.example/')).toBe(true);
  });
});
