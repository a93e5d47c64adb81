import { useCallback } from 'react';
import type { Focus } from './focus.ts';

/** A line over panels and lane, moved by itself: nothing beneath it is drawn again. */
export function FocusLine({ focus, x }: { focus: Focus; x(at: number): number }) {
  const follow = useCallback(
    (line: HTMLElement | null) => {
      if (!line) return;
      const move = (at: number | null) => {
        line.style.opacity = at === null ? '0' : '1';
        if (at !== null) line.style.transform = `translateX(${x(at).toFixed(1)}px)`;
      };
      move(focus.at());
      return focus.follow(move);
    },
    [focus, x],
  );
  return <div className="focus-line" ref={follow} data-testid="focus-line" />;
}
