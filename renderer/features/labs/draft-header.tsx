import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import { activeColumn, columnOf, removeColumn } from './grid-draft.ts';
import type { GridStore } from './grid-store.ts';
import { useGrid } from './use-grid-draft.ts';

interface DraftHeaderProps {
  column: string;
  nth: number;
  store: GridStore;
  isOnly: boolean;
}

/** The head of a new column: its time, which is typed in the strip above; several can be told apart and taken away. */
export function DraftHeader({ column, nth, store, isOnly }: DraftHeaderProps) {
  const { t } = useTranslation();
  const sampledAt = useGrid(store, grid => columnOf(grid, column)?.sampledAt ?? null);
  const isActive = useGrid(store, grid => activeColumn(grid).id === column);
  return (
    <th
      scope="col"
      className={isActive && !isOnly ? 'lab-new lab-cell lab-active' : 'lab-new lab-cell'}
      data-testid={`draft-head-${nth}`}
    >
      {isOnly ? t('labs.newPanel') : t('labs.newPanelNth', { nth })}
      {isOnly ? null : (
        <button
          type="button"
          className="quiet-button"
          onClick={() => store.change('batch', 'column', grid => removeColumn(grid, column))}
          title={t('labs.removeColumn')}
          aria-label={t('labs.removeColumn')}
        >
          ×
        </button>
      )}
      <br />
      {sampledAt ? (
        <time dateTime={sampledAt}>{wallClock(sampledAt)}</time>
      ) : (
        <span className="lab-no-time">{t('labs.noTime')}</span>
      )}
    </th>
  );
}
