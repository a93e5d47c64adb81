/**
 * Pages of a PDF that Chromium wrote: it leaves the page objects uncompressed, each as `/Type /Page`. Null where none is
 * found, as in a file of another make.
 */
export function pageCount(pdf: Uint8Array): number | null {
  const pages = Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type\s*\/Page(?![A-Za-z])/g);
  return pages?.length ?? null;
}
