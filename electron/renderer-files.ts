import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';

/** For every page of ours, in the shell and in the browser host: nothing from outside, no inline script. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // antd writes style tags; scripts never
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.otf': 'font/otf',
};

/**
 * One file of the built renderer in `root`, by the path of its URL.
 * @returns 404 for what is not there, is a folder, has no known type, or lies outside `root`
 */
export async function rendererFile(pathname: string, root: string): Promise<Response> {
  const file = fileOf(pathname, root);
  const type = file && CONTENT_TYPES[extname(file)];
  if (!file || !type) return refusal(404);
  try {
    return new Response(await readFile(file), { headers: headersFor(type) });
  } catch {
    return refusal(404); // absent, a folder, or unreadable: the page learns no more than that
  }
}

/** An empty answer that carries the same headers. */
export const refusal = (status: 403 | 404): Response =>
  new Response('', { status, headers: headersFor('text/plain; charset=utf-8') });

const headersFor = (contentType: string) => ({
  'Content-Type': contentType,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
});

/** The file meant by a URL's path, or null where it is malformed or would leave `root`. */
function fileOf(pathname: string, root: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\') || /%2f|%5c/i.test(pathname)) return null;
  const inside = relative(root, join(root, decoded));
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return null;
  return join(root, inside);
}
