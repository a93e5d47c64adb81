import type { ReactNode } from 'react';

/** Where the completeness list jumps to. */
export function Place({ name, children }: { name: string; children: ReactNode }) {
  return <div data-field={name}>{children}</div>;
}

/** Puts the cursor into a field of the form by its name. */
export function focusField(name: string): void {
  const place = document.querySelector<HTMLElement>(`[data-field="${name}"]`);
  place?.scrollIntoView({ block: 'center' });
  place?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true });
}
