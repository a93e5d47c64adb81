import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { durationText } from '../../ui/duration-text.ts';
import { readingOf48Hours } from '../worklist/time-left.tsx';

interface ClockBarProps {
  episode: Episode;
  observations: readonly Observation[];
  assessments: readonly Assessment[];
  referrals: readonly Referral[];
  now: Instant;
}

const HOUR_MS = 3_600_000;
const LIMIT_HOURS = 48;
const TICKS = [4, 24, 36, 48] as const; // T0+4 h for the 8 inputs, T0+36 h departure, T0+48 h ward (records-and-forms 9.1)
/** Inputs of the early warning: complete at the first sample time that has them all. */
const EIGHT = ['age', 'cirrhosis', 'variceal_bleed', 'he', 'tbil', 'inr', 'urea', 'na'];

type MarkName = 'first' | 'complete' | 'signed' | 'delivered';

/** Instants of the pathway that are on record. */
export function clockMarks({ observations, assessments, referrals }: Omit<ClockBarProps, 'episode' | 'now'>) {
  const earliest = (instants: readonly Instant[]): Instant | null =>
    instants.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
  const complete = assessments.filter(
    ({ scoreId, inputs }) => scoreId === 'catch-life' && EIGHT.every(key => inputs.some(input => input.key === key)),
  );
  const marks: Record<MarkName, Instant | null> = {
    first: earliest(observations.filter(each => each.voidedAt === null).map(each => each.sampledAt)),
    complete: earliest(complete.map(each => each.anchorAt)),
    signed: earliest(referrals.flatMap(each => each.signedAt ?? [])),
    delivered: earliest(
      referrals.flatMap(each => (each.delivery.state === 'delivered' ? [each.delivery.serverTime] : [])),
    ),
  };
  return (Object.entries(marks) as [MarkName, Instant | null][]).flatMap(([name, at]) => (at ? [{ name, at }] : []));
}

/** The 48 hours from first presentation: what is used, what is left, and what has been done when. */
export function ClockBar(props: ClockBarProps) {
  const { episode, now } = props;
  const { t } = useTranslation();
  const t0 = episode.firstPresentationAt;
  const reading = readingOf48Hours(t0, now);
  if (!reading) return null;
  const { level, share, elapsedMs, remainingMs } = reading;
  const place = (hours: number) => `${Math.min(100, Math.max(0, (hours / LIMIT_HOURS) * 100))}%`;
  const hoursOf = (at: Instant) => (Date.parse(at) - Date.parse(t0)) / HOUR_MS;
  return (
    <section className={`clock-bar clock-bar-${level}`} aria-label={t('patient.clock.label')} data-testid="clock-bar">
      <p className="clock-bar-words">
        <strong>
          {level === 'overdue'
            ? t('patient.clock.over', { time: durationText(remainingMs, t) })
            : t('patient.clock.left', { time: durationText(remainingMs, t) })}
        </strong>
        <span>
          {elapsedMs < 0
            ? t('patient.clock.beforeStart')
            : t('patient.clock.used', { time: durationText(elapsedMs, t) })}
        </span>
        <span className="note">{t('patient.clock.t0', { time: wallClock(t0) })}</span>
      </p>
      <div className="clock-bar-track" aria-hidden="true">
        <span className="clock-bar-used" style={{ width: place(share * LIMIT_HOURS) }} />
        {TICKS.map(tick => (
          <span key={tick} className="clock-bar-tick" style={{ left: place(tick) }}>
            <small>{t('patient.clock.tick', { hours: tick })}</small>
          </span>
        ))}
      </div>
      <ul className="clock-bar-marks">
        {clockMarks(props).map(({ name, at }) => (
          <li key={name}>
            {t(`patient.clock.mark.${name}`)} <strong>+{durationText(hoursOf(at) * HOUR_MS, t)}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}
