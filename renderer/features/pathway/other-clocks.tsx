import { useTranslation } from 'react-i18next';
import { type ClockId, pathwayClock, readClock } from '../../../shared/clinical/clocks.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { durationText } from '../../ui/duration-text.ts';

const OTHERS: readonly ClockId[] = ['eight-variables', 'delivery', 'answer', 'outer-limit', 'early-aclf-28-days'];

/** The clocks that run beside the 48 hours; one that has stopped is in the table below. */
export function OtherClocks({ pathway, now }: { pathway: Pathway; now: Instant }) {
  const { t } = useTranslation();
  const running = OTHERS.flatMap(id => {
    const clock = pathwayClock(id, pathway.reached, pathway.end?.at);
    return clock && clock.stoppedAt === null ? [{ clock, reading: readClock(clock, now) }] : [];
  });
  return (
    <ul className="other-clocks" data-testid="other-clocks">
      {running.map(({ clock: { id, limitAt }, reading: { isOverdue, remainingMs } }) => (
        <li key={id}>
          {t(`clinical.pathway.clock.${id}`)}{' '}
          <strong className={isOverdue ? 'other-clock-overdue' : undefined}>
            {t(isOverdue ? 'patient.clock.over' : 'patient.clock.left', { time: durationText(remainingMs, t) })}
          </strong>{' '}
          <span className="note">{wallClock(limitAt).slice(5)}</span>
        </li>
      ))}
    </ul>
  );
}
