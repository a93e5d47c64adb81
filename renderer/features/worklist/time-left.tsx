import { useTranslation } from 'react-i18next';
import { pathwayClock, readClock } from '../../../shared/clinical/clocks.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { durationText } from '../../ui/duration-text.ts';

/** Reading of the 48 hours from first presentation to ward admission, at `now`. */
export function readingOf48Hours(firstPresentationAt: Instant, now: Instant) {
  const clock = pathwayClock('ward-admission', { presented: firstPresentationAt });
  return clock ? readClock(clock, now) : null;
}

/** What is left of the 48 hours: a bar that fills, the time, and a word from half of it on. Red only when overdue. */
export function TimeLeft({ firstPresentationAt, now }: { firstPresentationAt: Instant | null; now: Instant }) {
  const { t } = useTranslation();
  const reading = firstPresentationAt === null ? null : readingOf48Hours(firstPresentationAt, now);
  if (!reading) return <span className="note">{t('worklist.noClock')}</span>;
  const { level, remainingMs, share } = reading;
  return (
    <span className={`time-left time-left-${level}`}>
      <span className="time-left-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
      </span>
      <span>
        {remainingMs < 0 ? '+' : ''}
        {durationText(remainingMs, t)}
        {level === 'normal' ? null : <span className="time-left-word"> {t(`worklist.level.${level}`)}</span>}
      </span>
    </span>
  );
}
