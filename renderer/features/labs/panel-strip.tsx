import { useTranslation } from 'react-i18next';
import { TimeSource } from '../../../shared/records/observation.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import type { PanelDraft } from './panel-draft.ts';

interface PanelStripProps {
  draft: PanelDraft;
  onChange(next: PanelDraft): void;
  restoredAt: Instant | null;
}

/** What is true of the whole sample: when it was taken, how that is known, where it was measured. */
export function PanelStrip({ draft, onChange, restoredAt }: PanelStripProps) {
  const { t } = useTranslation();
  return (
    <div className="panel-strip" data-testid="panel-strip">
      <Field label={t('labs.sampledAt')} required>
        <TimeField
          value={draft.sampledAt}
          onChange={sampledAt => onChange({ ...draft, sampledAt })}
          autoFocus
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
            if (timeSource) onChange({ ...draft, timeSource });
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
          onChange={laboratory => onChange({ ...draft, laboratory: laboratory.slice(0, 60) })}
          width={14}
          testId="panel-laboratory"
        />
      </Field>
      {restoredAt ? (
        <span className="note" data-testid="draft-restored">
          {t('labs.restored', { time: wallClock(restoredAt) })}
        </span>
      ) : null}
    </div>
  );
}
