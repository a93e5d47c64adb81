import type { KeyboardEvent } from 'react';
import { isComposing } from './composing.ts';

/**
 * Arrow keys for the rows of a list: each row is focusable and carries `data-row`; Up, Down, Home and End move between
 * them, Enter on the row itself opens it.
 */
export function rowKeys(open: () => void): {
  tabIndex: number;
  'data-row': true;
  onKeyDown(event: KeyboardEvent<HTMLElement>): void;
} {
  return {
    tabIndex: 0,
    'data-row': true,
    onKeyDown: event => {
      if (isComposing(event)) return;
      const row = event.currentTarget;
      const rows = [...(row.parentElement?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const at = rows.indexOf(row);
      const target = {
        ArrowDown: rows[at + 1],
        ArrowUp: rows[at - 1],
        Home: rows[0],
        End: rows.at(-1),
      }[event.key];
      if (target) {
        event.preventDefault();
        target.focus();
      } else if (event.key === 'Enter' && event.target === row) {
        event.preventDefault();
        open();
      }
    },
  };
}
