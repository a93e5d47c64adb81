import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { isComposing } from './composing.ts';

interface VirtualRowsOptions {
  count: number;
  /** Of a row of one line, px; taller ones are measured. */
  rowHeight: number;
  /** What scrolls the rows. */
  scroller(): HTMLElement | null;
  /** The `tbody`. */
  body: RefObject<HTMLElement | null>;
}

/** What stands between the rows that are rendered: an index, or a gap of so many px. */
export type VirtualPart = { index: number } | { gap: number; key: string };

/** Rendered beyond both edges, so that a held arrow key always finds the next row. */
const OVERSCAN = 12;

/**
 * Rows of a long table of which only those in sight exist. Keys are those of `rowKeys`: Up, Down, Home and End move, Enter
 * opens; the row that has the focus stays rendered, however far one scrolls from it.
 */
export function useVirtualRows({ count, rowHeight, scroller, body }: VirtualRowsOptions) {
  const [active, setActive] = useState(0);
  const wanted = useRef<number | null>(null);
  const current = Math.min(active, Math.max(0, count - 1));
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    scrollMargin: body.current?.offsetTop ?? 0,
    rangeExtractor: range => {
      const indexes = new Set([...defaultRangeExtractor(range), ...(current < count ? [current] : [])]);
      return [...indexes].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const goTo = (index: number) => {
    const to = Math.min(count - 1, Math.max(0, index));
    wanted.current = to;
    setActive(to);
    virtualizer.scrollToIndex(to, { align: 'auto' });
  };

  const items = virtualizer.getVirtualItems();
  const margin = virtualizer.options.scrollMargin;
  const parts: VirtualPart[] = [];
  let end = 0;
  for (const { index, start, size } of items) {
    if (start - margin > end) parts.push({ gap: start - margin - end, key: `before-${index}` });
    parts.push({ index });
    end = start - margin + size;
  }
  if (virtualizer.getTotalSize() > end) parts.push({ gap: virtualizer.getTotalSize() - end, key: 'after' });

  return {
    parts,
    rowProps: (index: number, open: (() => void) | null) => ({
      ref: virtualizer.measureElement,
      'data-index': index,
      'aria-rowindex': index + 2, // the head is the first
      ...(open === null
        ? {}
        : {
            'data-row': true,
            tabIndex: index === current ? 0 : -1,
            onClick: open,
            onFocus: () => setActive(index),
            onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
              if (isComposing(event)) return;
              const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[event.key];
              if (to !== undefined) {
                event.preventDefault();
                goTo(to);
              } else if (event.key === 'Enter' && event.target === event.currentTarget) {
                event.preventDefault();
                open();
              }
            },
          }),
    }),
  };
}
