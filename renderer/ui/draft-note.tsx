import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../shared/records/time.ts';

interface DraftNoteProps {
  restored: boolean;
  savedAt: Instant | null;
  onDiscard(): void;
}

/** Says that the form shows typing of an earlier time, and lets it be given up. */
export function DraftNote({ restored, savedAt, onDiscard }: DraftNoteProps) {
  const { t } = useTranslation();
  if (!restored || savedAt === null) return null;
  return (
    <p className="draft-note" data-testid="draft-restored">
      {t('ui.draftRestored', { time: wallClock(savedAt) })}
      <button type="button" className="quiet-button" onClick={onDiscard}>
        {t('ui.draftDiscard')}
      </button>
    </p>
  );
}
