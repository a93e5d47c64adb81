import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';

/** When the last save of this form was acknowledged; 0 = not yet. */
export function SavedNote({ at }: { at: number }) {
  const { t } = useTranslation();
  if (at === 0) return null;
  return (
    <span className="note" role="status" data-testid="saved">
      {t('settings.saved', { time: wallClock(new Date(at).toISOString(), 'seconds').slice(11) })}
    </span>
  );
}
