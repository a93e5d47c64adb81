import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../shared/records/time.ts';
import type { Treatment } from '../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../shared/records/treatment-kind.ts';
import { treatmentText } from '../../shared/records/treatment-text.ts';
import { type TimeSpan, timeScale } from './time-axis.ts';

interface TreatmentLaneProps {
  treatments: readonly Treatment[];
  span: TimeSpan;
  ticks: readonly number[];
  width: number;
}

const ROW = 18;
const SHORTEST = 5; // px: a treatment of an hour is still seen in a window of 28 days

/** What was done, under the values it may explain; one row a kind, a bar from start to end, open where it goes on. */
export const TreatmentLane = memo(function TreatmentLane({ treatments, span, ticks, width }: TreatmentLaneProps) {
  const { t } = useTranslation();
  const { x, left, right } = timeScale(span, width);
  const clampX = (at: number) => Math.min(right, Math.max(left, x(at)));
  const shown = treatments.filter(
    ({ voidedAt, startedAt, endedAt }) =>
      voidedAt === null && Date.parse(startedAt) <= span.to && (endedAt === null || Date.parse(endedAt) >= span.from),
  );
  const kinds = TREATMENT_KINDS.filter(kind => shown.some(each => each.kind === kind));
  const bottom = kinds.length * ROW + 4;
  return (
    <svg width={width} height={bottom} role="img" aria-label={t('course.lane')} data-testid="treatment-lane">
      {ticks.map(tick => (
        <path key={tick} d={`M${x(tick)} 0V${bottom}`} stroke="var(--line)" />
      ))}
      {kinds.map((kind, row) => (
        <g key={kind} transform={`translate(0 ${row * ROW + 2})`}>
          {shown
            .filter(each => each.kind === kind)
            .map(each => {
              const from = clampX(Date.parse(each.startedAt));
              const isOpen = each.endedAt === null;
              const to = isOpen ? right : Math.max(from + SHORTEST, clampX(Date.parse(each.endedAt ?? '')));
              return (
                <g key={each.id}>
                  <title>{`${t(`treatment.kind.${kind}`)} ${wallClock(each.startedAt)} ${treatmentText(each, t)}`}</title>
                  <rect
                    x={from}
                    y={3}
                    width={Math.max(SHORTEST, to - from)}
                    height={ROW - 8}
                    fill={isOpen ? 'var(--line)' : 'var(--ink-3)'}
                    stroke="var(--ink-2)"
                    strokeWidth={0.8}
                  />
                  {isOpen ? (
                    <path d={`M${to - 6} 2l6 6l-6 6`} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
                  ) : null}
                </g>
              );
            })}
          <text
            {...labelPlace(shown, kind, clampX, right)}
            y={ROW - 6}
            fontSize={11}
            fill="var(--ink)"
            className="chart-halo"
          >
            {t(`treatment.kind.${kind}`)}
          </text>
        </g>
      ))}
    </svg>
  );
});

const LONGEST_NAME = 110; // px, "Renal replacement"

/** The name stands inside a long bar at its start, else right of the last bar, else left of the first. */
function labelPlace(
  shown: readonly Treatment[],
  kind: Treatment['kind'],
  clampX: (at: number) => number,
  right: number,
): { x: number; textAnchor: 'start' | 'end' } {
  const bars = shown
    .filter(each => each.kind === kind)
    .map(each => ({
      from: clampX(Date.parse(each.startedAt)),
      to: each.endedAt === null ? right : clampX(Date.parse(each.endedAt)),
    }));
  const long = bars.find(({ from, to }) => to - from >= LONGEST_NAME);
  if (long) return { x: long.from + 6, textAnchor: 'start' };
  const end = Math.max(...bars.map(bar => bar.to + SHORTEST));
  if (end + LONGEST_NAME <= right) return { x: end + 6, textAnchor: 'start' };
  return { x: Math.min(...bars.map(bar => bar.from)) - 6, textAnchor: 'end' };
}
