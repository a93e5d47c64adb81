/**
 * Looks at the laid-out sheets of a print page and names what is wrong with them. Runs inside the browser, so it is one
 * function that uses nothing from outside. Lengths in millimetres.
 */
export function layoutFaults(): string[] {
  const MM = 25.4 / 96;
  const HANGING_PX = 15;
  const LEAST = { seal: 42, signWidth: 35, signHeight: 10, code: 34 };
  const faults: string[] = [];
  const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`;

  for (const sheet of document.querySelectorAll<HTMLElement>('.page')) {
    const where = sheet.className;
    const frame = sheet.getBoundingClientRect();
    const style = getComputedStyle(sheet);
    // A space of full width may hang over the end of its line; nothing of it is printed.
    const [left, right] = [
      frame.left + Number.parseFloat(style.paddingLeft) - 1,
      frame.right - Number.parseFloat(style.paddingRight) + HANGING_PX,
    ];
    const runs: { text: string; node: Text; box: DOMRect }[] = [];
    const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.parentElement?.closest('svg, .cut, .vh') || node.textContent?.trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width > 0) runs.push({ text: node.textContent ?? '', node: node as Text, box });
      }
    }
    for (const { text, box } of runs) {
      if (box.left < left || box.right > right) faults.push(`${where}: outside "${text.slice(0, 20)}"`);
    }
    // Letters of two lines may touch by their ascenders; more than a third of a line's height is an overlap.
    const sorted = runs.toSorted((a, b) => a.box.top - b.box.top);
    for (const [i, a] of sorted.entries()) {
      for (const b of sorted.slice(i + 1)) {
        if (b.box.top >= a.box.bottom) break;
        if (a.node === b.node) continue;
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const high = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (wide > 1.5 && high > Math.min(a.box.height, b.box.height) / 2.5) {
          faults.push(`${where}: overlap "${a.text.slice(0, 16)}" and "${b.text.slice(0, 16)}"`);
        }
      }
    }
    for (const box of sheet.querySelectorAll<HTMLElement>('*:not(svg, svg *)')) {
      if (getComputedStyle(box).display === 'inline' || box.clientWidth === 0) continue;
      const { left: from, right: to } = box.getBoundingClientRect();
      if (!box.closest('.cut') && (from < left || to > right)) faults.push(`${where}: outside ${named(box)}`);
      const isCut = box.scrollWidth > box.clientWidth + 1;
      const isLow = getComputedStyle(box).overflowY !== 'visible' && box.scrollHeight > box.clientHeight + 1;
      if (isCut || isLow) faults.push(`${where}: clipped ${named(box)}`);
    }
    const mayRunOver = sheet.matches('.continuation, .scores, .timeline, .handover');
    if (!mayRunOver && frame.height > Number.parseFloat(style.minHeight) + 1) faults.push(`${where}: more than a page`);

    const empty = (area: DOMRect, what: string) => {
      const inside = runs.find(
        ({ box }) =>
          box.left < area.right - 1 &&
          box.right > area.left + 1 &&
          box.top < area.bottom - 1 &&
          box.bottom > area.top + 1,
      );
      if (inside) faults.push(`${where}: "${inside.text.slice(0, 16)}" in the ${what}`);
    };
    for (const ring of sheet.querySelectorAll('.seal-ring')) {
      const box = ring.getBoundingClientRect();
      if (Math.min(box.width, box.height) * MM < LEAST.seal - 0.1) faults.push(`${where}: seal of ${box.width * MM}`);
      empty(box, 'seal');
    }
    for (const line of sheet.querySelectorAll('.sign-line')) {
      const box = line.getBoundingClientRect();
      if (line.closest('.signature') === null) continue;
      if (box.width * MM < LEAST.signWidth - 0.1 || box.height * MM < LEAST.signHeight - 0.1) {
        faults.push(`${where}: signature line of ${box.width * MM} × ${box.height * MM}`);
      }
    }
    for (const code of sheet.querySelectorAll('.core-code svg.qr')) {
      const box = code.getBoundingClientRect(); // the quiet zone is part of the drawing
      if (Math.abs(box.width * MM - LEAST.code) > 0.2) faults.push(`${where}: code of ${box.width * MM}`);
      empty(box, 'code');
    }
  }
  return faults;
}

/** A line of text on a printed page: its baseline from the lower edge in points. */
export interface PrintedLine {
  readonly y: number;
  readonly text: string;
}

const FOOT_PT = (12 / 25.4) * 72; // nothing of the body stands in the lower margin

/** Headings that stand last on their page, with what they announce on the next. */
export function orphanedHeadings(pages: readonly (readonly PrintedLine[])[], headings: ReadonlySet<string>): string[] {
  return pages.flatMap((lines, at) => {
    const body = lines.filter(({ y, text }) => y > FOOT_PT && text !== '');
    const lowest = Math.min(...body.map(({ y }) => y));
    const last = body
      .filter(({ y }) => y - lowest < 2)
      .map(({ text }) => text)
      .join('');
    return headings.has(last) ? [`page ${at + 1}: ${last}`] : [];
  });
}
