import { useTranslation } from 'react-i18next';
import { readClock } from '../../../shared/clinical/clocks.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { rescoreTimes, type WorkLine } from '../../../shared/records/work-line.ts';
import { durationText } from '../../ui/duration-text.ts';

/**
 * What is left of the course's clock: a bar that fills, the time, and a word from half of it on. Red only when overdue;
 * then it counts on. Of a clock that has ended, how.
 */
export function TimeLeft({ line, now }: { line: WorkLine; now: Instant }) {
  const { t } = useTranslation();
  const { clock, end } = line;
  if (line.episodeId === null) return <span className="note">{t('worklist.noEpisode')}</span>;
  if (end) return <Ended line={line} end={end} />;
  if (!clock) return <span className="note">{t('worklist.noClock')}</span>;
  const { level, remainingMs, elapsedMs, share } = readClock({ ...clock, targetAt: null }, now);
  if (clock.stoppedAt !== null)
    return <span className="note">{t(`worklist.reached.${clock.id}`, { time: durationText(elapsedMs, t) })}</span>;
  return (
    <span className={`time-left time-left-${level}`} title={t(`clinical.pathway.clock.${clock.id}`)}>
      <span className="time-left-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }} />
      </span>
      <span>
        {remainingMs < 0 ? '+' : ''}
        {durationText(remainingMs, t)}{' '}
        {level === 'normal' ? null : <span className="time-left-word">{t(`worklist.level.${level}`)}</span>}{' '}
        {clock.id === 'precise-diagnosis' ? <span className="time-left-word">{t('worklist.toDiagnosis')}</span> : null}
      </span>
    </span>
  );
}

/** Why the clock was ended, and when to score again where it was for a low risk. */
function Ended({ line, end }: { line: WorkLine; end: NonNullable<WorkLine['end']> }) {
  const { t } = useTranslation();
  const [next] = rescoreTimes(line);
  return (
    <span className="note" title={t('worklist.endedAt', { time: wallClock(end.at) })}>
      {t('worklist.ended', { reason: t(`pathway.endReason.${end.reason}`) })}{' '}
      {next ? (
        <span className="time-left-again">{t('worklist.rescore.next', { time: wallClock(next).slice(5) })}</span>
      ) : null}
    </span>
  );
}
