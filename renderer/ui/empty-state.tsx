import type { ReactNode } from 'react';

/** Says what would stand here and how to begin. */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p>{title}</p>
      {children ? <div className="empty-state-way">{children}</div> : null}
    </div>
  );
}
