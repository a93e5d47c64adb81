import { wallClock } from '../../shared/records/time.ts';
import { isInside, isMidnight, type TimeSpan, timeScale } from './time-axis.ts';

export interface Phase {
  readonly at: number;
  readonly label: string;
}

const ROW = 14;
const CHAR = 11; // px, the widest letter in use

/** Rows so that no label runs into the one before it in its row. */
function rowsOf(phases: readonly Phase[], x: (at: number) => number): number[] {
  const ends: number[] = [];
  return phases.map(({ at, label }) => {
    const from = x(at);
    const free = ends.findIndex(end => end < from);
    const row = free < 0 ? ends.length : free;
    ends[row] = from + label.length * CHAR;
    return row;
  });
}

const tickText = (tick: number) => {
  const text = wallClock(new Date(tick).toISOString());
  return isMidnight(tick) ? text.slice(5, 10) : text.slice(11);
};

/** Above all panels: the way to the ward as labelled marks, and the time of day beneath. */
export function PhaseBand({
  phases,
  span,
  ticks,
  width,
  label,
}: {
  phases: readonly Phase[];
  span: TimeSpan;
  ticks: readonly number[];
  width: number;
  label: string;
}) {
  const { x, left, right } = timeScale(span, width);
  const shown = phases.filter(({ at }) => isInside(at, span)).toSorted((a, b) => a.at - b.at);
  const rows = rowsOf(shown, x);
  const axis = (Math.max(-1, ...rows) + 1) * ROW;
  return (
    <svg width={width} height={axis + 20} role="img" aria-label={label} data-testid="phase-band">
      {shown.map(({ at, label: name }, nth) => {
        const top = (rows[nth] ?? 0) * ROW;
        return (
          <g key={name}>
            <title>{`${name} ${wallClock(new Date(at).toISOString())}`}</title>
            <path d={`M${x(at)} ${top + 2}V${axis + 20}`} stroke="var(--ink-3)" strokeWidth={1} />
            <text x={x(at) + 3} y={top + 12} fontSize={11} fontWeight={600} fill="var(--ink)" className="chart-halo">
              {name}
            </text>
          </g>
        );
      })}
      <path d={`M${left} ${axis + 19.5}H${right}`} stroke="var(--line)" />
      {ticks.map(tick => (
        <text
          key={tick}
          x={x(tick)}
          y={axis + 14}
          fontSize={11}
          textAnchor="middle"
          fill="var(--ink-2)"
          fontWeight={isMidnight(tick) ? 600 : 400}
          className="chart-halo"
        >
          {tickText(tick)}
        </text>
      ))}
    </svg>
  );
}
