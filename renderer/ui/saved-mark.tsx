import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../shared/records/time.ts';
import { ErrorNote } from './error-note.tsx';

interface SavedMarkProps {
  savedAt: Instant | null;
  saving: boolean;
  error: unknown;
}

/** `已保存 09:41:05`, beside what was typed; a failed save says so loudly and keeps the text. */
export function SavedMark({ savedAt, saving, error }: SavedMarkProps) {
  const { t } = useTranslation();
  if (error) return <ErrorNote error={error} />;
  const text = saving
    ? t('ui.saving')
    : savedAt
      ? t('ui.savedAt', { time: wallClock(savedAt, 'seconds').slice(11) })
      : '';
  return (
    <span className="note" data-testid="saved-mark" aria-live="polite">
      {text}
    </span>
  );
}
