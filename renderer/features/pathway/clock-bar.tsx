import { useTranslation } from 'react-i18next';
import { type ClockId, courseClock, readClock } from '../../../shared/clinical/clocks.ts';
import type { MilestoneId } from '../../../shared/clinical/milestones.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { durationText } from '../../ui/duration-text.ts';
import './clock-bar.css';

const LIMIT_HOURS = 48;
/** Of A: T0+4 h for the 8 items, T0+36 h departure, T0+48 h ward (records-and-forms 9.1). */
const TICKS: Partial<Record<ClockId, readonly number[]>> = {
  'ward-admission': [4, 24, 36, 48],
  'precise-diagnosis': [12, 24, 36, 48],
};
const MARKS: readonly MilestoneId[] = [
  'sampled',
  'eight-complete',
  'judged',
  'signed',
  'delivered',
  'answered',
  'departed',
  'admitted',
  'diagnosed',
];

/** The 48 hours that run now: what is used, what is left, and what has been reached when. Never stops at nought. */
export function ClockBar({ pathway, now }: { pathway: Pathway; now: Instant }) {
  const { t } = useTranslation();
  const { reached, end } = pathway;
  const clock = courseClock(reached, end?.at);
  if (!clock) return null;
  const { level, share, elapsedMs, remainingMs, isStopped } = readClock(clock, now);
  const place = (hours: number) => `${Math.min(100, Math.max(0, (hours / LIMIT_HOURS) * 100))}%`;
  const since = (at: Instant) => Date.parse(at) - Date.parse(reached.presented);
  return (
    <section
      className={`clock-bar clock-bar-${isStopped && level !== 'overdue' ? 'normal' : level}`}
      aria-label={t(`clinical.pathway.clock.${clock.id}`)}
      data-testid="clock-bar"
    >
      <p className="clock-bar-words">
        <strong>
          {isStopped
            ? end
              ? t(`pathway.endReason.${end.reason}`)
              : t('pathway.reachedIn', { time: durationText(elapsedMs, t) })
            : t(level === 'overdue' ? 'patient.clock.over' : 'patient.clock.left', {
                time: durationText(remainingMs, t),
              })}
        </strong>
        <span>{t(`clinical.pathway.clock.${clock.id}`)}</span>
        <span>
          {elapsedMs < 0
            ? t('patient.clock.beforeStart')
            : t('patient.clock.used', { time: durationText(elapsedMs, t) })}
        </span>
        <span className="note">{t('patient.clock.t0', { time: wallClock(reached.presented) })}</span>
      </p>
      <div className="clock-bar-track" aria-hidden="true">
        <span className="clock-bar-used" style={{ width: place(share * LIMIT_HOURS) }} />
        {TICKS[clock.id]?.map(tick => (
          <span key={tick} className="clock-bar-tick" style={{ left: place(tick) }}>
            <small>{t('patient.clock.tick', { hours: tick })}</small>
          </span>
        ))}
      </div>
      <ul className="clock-bar-marks">
        {MARKS.flatMap(id => {
          const at = reached[id];
          return at === undefined
            ? []
            : [
                <li key={id}>
                  {t(`clinical.pathway.milestone.${id}`)} <strong>+{durationText(since(at), t)}</strong>
                </li>,
              ];
        })}
      </ul>
    </section>
  );
}
