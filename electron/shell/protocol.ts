import type { CustomScheme } from 'electron';
import { refusal, rendererFile } from '../renderer-files.ts';
import { isAppUrl, SCHEME } from './address.ts';

/** Never `bypassCSP`. `codeCache` lets Chromium keep compiled scripts: the window opens sooner on an old computer. */
export const SCHEMES: CustomScheme[] = [
  { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
];

/**
 * Answers a request of the window from the built renderer in `root`. GET only, host `clinic` only, nothing outside
 * `root`: 403 for what may not be asked, 404 for what is not there.
 */
export async function answer(request: Pick<Request, 'method' | 'url'>, root: string): Promise<Response> {
  if (request.method !== 'GET' || !isAppUrl(request.url)) return refusal(403);
  return rendererFile(new URL(request.url).pathname, root);
}
