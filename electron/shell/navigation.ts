import type { App, Session, WebContents } from 'electron';
import { isAppPage, isAppUrl } from './address.ts';

/** A window stays on its own pages: every other way to another place is shut, for each window that is ever made. */
export function keepToOwnPages(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => keepInside(contents));
}

function keepInside(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', details => {
    if (!isAppPage(details.url)) details.preventDefault();
  });
  contents.on('will-frame-navigate', details => {
    if (!details.isMainFrame || !isAppPage(details.url)) details.preventDefault(); // we have no frames
  });
  contents.on('will-redirect', details => {
    if (!isAppPage(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Always granted to our pages: "copy" buttons. Reading the clipboard, files, devices and all else are denied. */
const GRANTED = 'clipboard-sanitized-write';

/** The camera, without its microphone, while the code reader is open. */
const READER = '#/reader';
const isReader = (url: string): boolean => isAppPage(url) && URL.parse(url)?.hash === READER;

type GuardedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

/** Denies permissions and devices, and cancels every request of the window that is not to the program itself. */
export function guardSession(session: GuardedSession, { development }: { development: boolean }): void {
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isCamera = permission === 'media' && kinds.length > 0 && kinds.every(kind => kind === 'video');
    decide(
      (permission === GRANTED && isAppPage(details.requestingUrl)) ||
        (isCamera && isAppPage(details.requestingUrl) && isReader(contents.getURL())),
    );
  });
  session.setPermissionCheckHandler((contents, permission, _origin, details) => {
    if (contents === null) return false;
    if (permission === 'media') return details.mediaType === 'video' && isReader(contents.getURL());
    return permission === GRANTED && isAppPage(contents.getURL());
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayLoad(details.url, development) }));
}

function mayLoad(url: string, development: boolean): boolean {
  const protocol = URL.parse(url)?.protocol;
  if (protocol === 'data:' || protocol === 'blob:') return true;
  return isAppUrl(url) || (development && protocol === 'devtools:');
}
