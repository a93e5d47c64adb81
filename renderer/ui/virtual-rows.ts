import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { isComposing } from './composing.ts';

interface VirtualRowsOptions {
  /** One a row, in order; the focus and the measured heights stay with them when the order changes. */
  keys: readonly string[];
  /** Of a row of one line, px; taller ones are measured. */
  rowHeight: number;
  /** What scrolls the rows. */
  scroller(): HTMLElement | null;
  /** The `tbody`. */
  body: RefObject<HTMLElement | null>;
  /** Null where rows open nothing. */
  open: ((index: number) => void) | null;
}

/** What stands in the table: a row, or a gap of so many px in place of rows that are not rendered. */
export type VirtualPart = { index: number } | { gap: number };

const OVERSCAN = 4;

const rowOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;

/**
 * Rows of a long table of which only those in sight exist. Up, Down, Home and End move, Enter or a click opens; the row
 * that has the focus stays rendered, however far one scrolls from it.
 */
export function useVirtualRows({ keys, rowHeight, scroller, body, open }: VirtualRowsOptions) {
  const [active, setActive] = useState({ key: '', index: 0 });
  const [margin, setMargin] = useState(0);
  const wanted = useRef(false);
  const at = keys[active.index] === active.key ? active.index : keys.indexOf(active.key);
  const current = at >= 0 ? at : Math.min(active.index, keys.length - 1);

  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: scroller,
    estimateSize: () => rowHeight,
    getItemKey: index => keys[index] ?? index,
    overscan: OVERSCAN,
    scrollMargin: margin,
    rangeExtractor: range => [...new Set([...defaultRangeExtractor(range), current])].sort((a, b) => a - b),
  });

  useLayoutEffect(() => {
    const [outer, inner] = [scroller(), body.current];
    // what stands above the rows comes and goes
    if (outer && inner)
      setMargin(Math.round(inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop));
    if (!wanted.current) return;
    const row = inner?.querySelector<HTMLElement>(`[data-index="${current}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  });

  const parts: VirtualPart[] = [];
  let end = 0;
  for (const { index, start, size } of virtualizer.getVirtualItems()) {
    if (start - margin > end) parts.push({ gap: start - margin - end });
    parts.push({ index });
    end = start - margin + size;
  }
  if (virtualizer.getTotalSize() > end) parts.push({ gap: virtualizer.getTotalSize() - end });

  const become = (index: number) => setActive({ key: keys[index] ?? '', index });
  const bodyProps = open && {
    onClick: (event: MouseEvent) => {
      const row = rowOf(event.target);
      if (row) open(Number(row.dataset.index));
    },
    onFocus: (event: FocusEvent) => {
      const row = rowOf(event.target);
      if (row) become(Number(row.dataset.index));
    },
    onKeyDown: (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      if (!row || isComposing(event)) return;
      const index = Number(row.dataset.index);
      const last = keys.length - 1;
      const to = { ArrowDown: Math.min(last, index + 1), ArrowUp: Math.max(0, index - 1), Home: 0, End: last }[
        event.key
      ];
      if (to !== undefined) {
        event.preventDefault();
        wanted.current = true;
        become(to);
      } else if (event.key === 'Enter' && event.target === row) {
        event.preventDefault();
        open(index);
      }
    },
  };
  return { parts, current, measure: virtualizer.measureElement, bodyProps };
}
