/**
 * Sheets that must stay one page are set smaller where their content is long: a part marked `data-fit` is zoomed until
 * its sheet is one page high (`data-fit="page"`) or until it is itself no higher than so many millimetres
 * (`data-fit="76"`). Nothing is ever cut: a sheet that would be too small to read is set a little smaller and runs on to
 * further pages (marked `data-runs-over`), a part with a height of its own is set as small as may be and pushes down what follows.
 * Runs once the fonts are there; it measures the screen's layout, which has the same type area as the paper's.
 */
export function fitPages(pages: ParentNode): void {
  const parts = Array.from(pages.querySelectorAll<HTMLElement>('[data-fit]'));
  const isWhole = (part: HTMLElement) => part.dataset.fit === 'page';
  // What has a height of its own first: the rest of its sheet has what is left.
  for (const part of [...parts.filter(each => !isWhole(each)), ...parts.filter(isWhole)]) {
    part.style.removeProperty('zoom');
    part.removeAttribute('data-runs-over');
    const isIn = fits(part);
    if (isIn()) continue;
    const fitting = largest(part, isIn);
    const zoom = fitting ?? (isWhole(part) ? RUNNING_OVER : SMALLEST);
    part.toggleAttribute('data-runs-over', fitting === null && isWhole(part));
    part.style.setProperty('zoom', String(zoom));
  }
}

/** 10.5 pt of body text become 6.8 pt, the small print of 8 pt 5.2 pt, as on a package insert. */
const SMALLEST = 0.65;
/** 8.9 pt: as comfortable, and a fifth fewer pages. */
const RUNNING_OVER = 0.85;
const STEPS = 25;
const zoomAt = (step: number) => 1 - ((1 - SMALLEST) * step) / STEPS;

/** Largest zoom at which the part is in, by halving; null where none is. */
function largest(part: HTMLElement, isIn: () => boolean): number | null {
  const isInAt = (step: number) => {
    part.style.setProperty('zoom', String(zoomAt(step)));
    return isIn();
  };
  if (!isInAt(STEPS)) return null;
  let [out, inside] = [0, STEPS]; // step 0 is too large, the last is not
  while (inside - out > 1) {
    const middle = Math.floor((out + inside) / 2);
    if (isInAt(middle)) inside = middle;
    else out = middle;
  }
  return zoomAt(inside);
}

const PX_PER_MM = 96 / 25.4;
/** Printing may break a line where the screen did not. */
const SPARE_MM = 1;

function fits(part: HTMLElement): () => boolean {
  const own = Number(part.dataset.fit);
  if (Number.isFinite(own)) return () => part.getBoundingClientRect().height / scaleOf(part) <= own * PX_PER_MM;
  const sheet = part.closest<HTMLElement>('.page');
  if (sheet === null) return () => true;
  // Chromium gives the least height in pixels of the page; what is higher than that has content beyond its foot.
  const least = Number.parseFloat(getComputedStyle(sheet).minHeight) - SPARE_MM * PX_PER_MM;
  return () => contentHeight(sheet) <= least;
}

/** From the sheet's upper edge to the end of its content and the margin under it, before any scaling of a preview. */
function contentHeight(sheet: HTMLElement): number {
  const top = sheet.getBoundingClientRect().top;
  const last = sheet.lastElementChild?.getBoundingClientRect().bottom ?? top;
  return (last - top) / scaleOf(sheet) + Number.parseFloat(getComputedStyle(sheet).paddingBottom);
}

/** The preview shows its sheets scaled; zoomed parts report their boxes in the sheet's own pixels. */
function scaleOf(element: HTMLElement): number {
  const sheet = element.closest<HTMLElement>('.page') ?? element;
  return sheet.offsetWidth === 0 ? 1 : sheet.getBoundingClientRect().width / sheet.offsetWidth;
}
