/** The window's own address: nothing else may be shown in it. `app` is registered as a standard, secure scheme. */
export const SCHEME = 'app';
export const HOST = 'clinic';
export const INDEX_URL = `${SCHEME}://${HOST}/index.html`;
export const PRINT_URL = `${SCHEME}://${HOST}/print.html`;

/**
 * Whether `url` lies in our program. Parsed, never searched; and by protocol and host, since the origin of a
 * non-special scheme is the string 'null' in Node.
 */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && parsed.protocol === `${SCHEME}:` && parsed.host === HOST;
}

/** Whether `url` is one of the program's pages, with whatever fragment. */
export function isAppPage(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || !isAppUrl(url)) return false;
  return [INDEX_URL, PRINT_URL].includes(`${parsed.protocol}//${parsed.host}${parsed.pathname}${parsed.search}`);
}
