import { useTranslation } from 'react-i18next';
import { TimeSource } from '../../../shared/records/observation.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { activeColumn, changeColumn } from './grid-draft.ts';
import type { GridStore } from './grid-store.ts';
import type { PanelDraft } from './panel-draft.ts';
import { useGrid } from './use-grid-draft.ts';

interface PanelStripProps {
  store: GridStore;
  restoredAt: Instant | null;
  /** Absent where there is one sample only. */
  onAddColumn?(): void;
}

/** What is true of a whole sample: when it was taken, how that is known, where it was measured. */
export function PanelStrip({ store, restoredAt, onAddColumn }: PanelStripProps) {
  const { t } = useTranslation();
  const draft = useGrid(store, activeColumn);
  const nth = useGrid(store, grid => grid.columns.indexOf(activeColumn(grid)) + 1);
  const isOnly = useGrid(store, grid => grid.columns.length === 1);
  const change = (name: string, part: Partial<PanelDraft>) =>
    store.change('cell', `${name} ${draft.id}`, grid =>
      changeColumn(grid, draft.id, column => ({ ...column, ...part })),
    );
  return (
    <div className="panel-strip" data-testid="panel-strip">
      {isOnly ? null : <strong>{t('labs.newPanelNth', { nth })}</strong>}
      <Field label={t('labs.sampledAt')} required>
        <TimeField
          key={draft.id}
          value={draft.sampledAt}
          onChange={sampledAt => change('time', { sampledAt })}
          autoFocus={store.present().at === null}
          testId="panel-time"
        />
      </Field>
      <Field label={t('labs.timeSource')}>
        <select
          className="text-field"
          aria-label={t('labs.timeSource')}
          value={draft.timeSource}
          onChange={event => {
            const timeSource = TimeSource.safeParse(event.target.value).data;
            if (timeSource) change('source', { timeSource });
          }}
        >
          {TimeSource.options.map(source => (
            <option key={source} value={source}>
              {t(`labs.timeSources.${source}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={t('labs.laboratory')}>
        <TextField
          value={draft.laboratory}
          onChange={laboratory => change('laboratory', { laboratory })}
          width={12}
          testId="panel-laboratory"
        />
      </Field>
      {onAddColumn ? (
        <button type="button" className="quiet-button" onClick={onAddColumn} data-testid="add-column">
          {t('labs.addColumn')}
        </button>
      ) : null}
      {restoredAt ? (
        <span className="note" data-testid="draft-restored">
          {t('labs.restored', { time: wallClock(restoredAt) })}
        </span>
      ) : null}
    </div>
  );
}
