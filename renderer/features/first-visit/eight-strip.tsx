import { useTranslation } from 'react-i18next';
import { inputName } from '../../../shared/clinical/clinical-wording.ts';
import { pathwayClock, readClock } from '../../../shared/clinical/clocks.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { durationText } from '../../ui/duration-text.ts';
import type { EightInput, EightState } from './eight-inputs.ts';

interface EightStripProps {
  states: readonly { readonly input: EightInput; readonly state: EightState }[];
  t0: Instant | null;
  now: Instant;
}

const MARKS = { known: '✓', said: '…', missing: '○' } as const;

/** Which of the eight are there, and the clock they are wanted by: T0 + 4 h, at the latest 6 h. */
export function EightStrip({ states, t0, now }: EightStripProps) {
  const { t } = useTranslation();
  const known = states.filter(({ state }) => state === 'known').length;
  return (
    <div className="eight-strip" data-testid="eight-strip">
      <strong>{known === states.length ? t('firstVisit.complete') : t('firstVisit.eight', { known })}</strong>
      <ul>
        {states.map(({ input, state }) => (
          <li
            key={input}
            className={`eight-${state}`}
            data-testid={`eight-${input}`}
            title={t(`firstVisit.state.${state}`)}
          >
            <span aria-hidden="true">{MARKS[state]}</span> {inputName(input, t)}
            {state === 'known' ? null : <small> {t(`firstVisit.state.${state}`)}</small>}
          </li>
        ))}
      </ul>
      {known === states.length ? null : <DataClock t0={t0} now={now} />}
    </div>
  );
}

function DataClock({ t0, now }: { t0: Instant | null; now: Instant }) {
  const { t } = useTranslation();
  const clock = t0 && pathwayClock('eight-variables', { presented: t0 });
  if (!clock) return <span className="note">{t('firstVisit.clock.noStart')}</span>;
  const reading = readClock(clock, now);
  const { isOverdue, isTargetMissed } = reading;
  const left = isOverdue || isTargetMissed ? reading.remainingMs : Date.parse(clock.targetAt ?? now) - Date.parse(now);
  const step = isOverdue ? 'overdue' : isTargetMissed ? 'pastTarget' : 'toTarget';
  return (
    <span className={`eight-clock eight-clock-${step}`} data-testid="eight-clock">
      {t('firstVisit.clock.used', { time: durationText(Math.max(0, reading.elapsedMs), t) })}
      {t('ui.listComma')}
      <strong>{t(`firstVisit.clock.${step}`, { time: durationText(left, t) })}</strong>
    </span>
  );
}
