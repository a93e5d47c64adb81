import type { Comparator } from '../../shared/records/observation.ts';
import type { ReferenceRange } from '../../shared/records/reference-range.ts';
import { wallClock } from '../../shared/records/time.ts';
import { COMPARATOR_SIGN } from '../ui/quantity-text.tsx';

export interface ChartPoint {
  readonly id: string;
  readonly at: number; // ms
  readonly value: number;
  /** After a treatment that distorts it. */
  readonly isHollow: boolean;
  /** A limit of detection: the true value lies beyond, and no line goes through it. */
  readonly comparator: Comparator | null;
  /** Computed from such a limit: neither exact nor known to be a bound. */
  readonly isFromLimit: boolean;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

// Units of the drawing: tenths of a millimetre.
const WIDTH = 590;
const HEIGHT = 330;
const PLOT = { left: 78, right: 505, top: 50, bottom: 278 };
const TEXT = 21; // ≈ 6 pt

const LETTER = 9; // width of a figure or letter of 17 px, about
const LABEL_HEIGHT = 18;

/** One analyte over real time: straight lines, reference band, labelled thresholds, the latest value in bold. Grey only. */
export function TrendChart({
  title,
  points,
  span,
  band,
  thresholds,
  emptyText,
}: {
  title: string;
  points: readonly ChartPoint[];
  span: Span;
  band: ReferenceRange | null;
  thresholds: readonly { at: number; label: string }[];
  emptyText: string;
}) {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const latest = sorted.at(-1);
  const values = sorted.map(p => p.value);
  const scale = niceScale(Math.min(...values), Math.max(...values));
  const x = (at: number) =>
    span.to === span.from
      ? (PLOT.left + PLOT.right) / 2
      : PLOT.left + ((at - span.from) / (span.to - span.from)) * (PLOT.right - PLOT.left);
  const y = (value: number) =>
    PLOT.bottom - ((value - scale.low) / (scale.high - scale.low)) * (PLOT.bottom - PLOT.top);
  const clampY = (value: number) => Math.min(PLOT.bottom, Math.max(PLOT.top, y(value)));
  const isInside = (value: number) => value >= scale.low && value <= scale.high;
  const visible = thresholds.filter(t => isInside(t.at));
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
      <text x={0} y={26} fontSize={25} fontWeight={700}>
        {title}
      </text>
      {latest === undefined ? (
        <text x={PLOT.left} y={160} fontSize={TEXT}>
          {emptyText}
        </text>
      ) : (
        <>
          <Band band={band} top={clampY} />
          {scale.ticks.map(tick => (
            <g key={tick}>
              <path d={`M${PLOT.left} ${y(tick)}H${PLOT.right}`} stroke="#bbb" strokeWidth={1} />
              <text x={PLOT.left - 8} y={y(tick) + 7} fontSize={TEXT} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {visible.map(({ at, label }, i) => {
            const width = label.length * LETTER + 4;
            const isCrowded = visible.some(t => t.at !== at && Math.abs(y(t.at) - y(at)) < LABEL_HEIGHT);
            const left = isCrowded ? ends(width)[i % 2 === 0 ? 0 : 1] : freerEnd(sorted, { x, y }, at, width);
            const base = y(at) - 5 < PLOT.top + LABEL_HEIGHT ? y(at) + LABEL_HEIGHT - 2 : y(at) - 5;
            return (
              <g key={label}>
                <path
                  d={`M${PLOT.left} ${y(at)}H${PLOT.right}`}
                  stroke="#000"
                  strokeWidth={1.4}
                  strokeDasharray="8 6"
                />
                {/* White ground instead of an outline: Chromium writes an outlined text as a Type 3 font. */}
                <rect x={left} y={base - 15} width={width} height={LABEL_HEIGHT} fill="#fff" />
                <text x={left + 2} y={base} fontSize={17}>
                  {label}
                </text>
              </g>
            );
          })}
          <path
            d={sorted
              .filter(isMeasured)
              .map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.at).toFixed(1)} ${y(p.value).toFixed(1)}`)
              .join('')}
            fill="none"
            stroke="#000"
            strokeWidth={2.4}
          />
          {sorted.map(p => (
            <Marker key={p.id} point={p} x={x(p.at)} y={y(p.value)} radius={sorted.length > 24 ? 3.2 : 6} />
          ))}
          <text x={PLOT.right + 12} y={clampY(latest.value) + 9} fontSize={27} fontWeight={700}>
            {latest.comparator === null ? '' : COMPARATOR_SIGN[latest.comparator]}
            {shortNumber(latest.value)}
          </text>
          <path
            d={`M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}`}
            fill="none"
            stroke="#000"
            strokeWidth={1.6}
          />
          <text x={PLOT.left} y={PLOT.bottom + 26} fontSize={TEXT}>
            {timeLabel(span.from)}
          </text>
          {span.to === span.from ? null : (
            <text x={PLOT.right} y={PLOT.bottom + 26} fontSize={TEXT} textAnchor="end">
              {timeLabel(span.to)}
            </text>
          )}
        </>
      )}
    </svg>
  );
}

const isMeasured = ({ comparator, isFromLimit }: ChartPoint): boolean => comparator === null && !isFromLimit;

const ends = (width: number): readonly [number, number] => [PLOT.left + 3, PLOT.right - width - 3];

/** Where a label on a threshold covers less of the line: at the left end or the right. */
function freerEnd(
  points: readonly ChartPoint[],
  { x, y }: { x: (at: number) => number; y: (value: number) => number },
  threshold: number,
  width: number,
): number {
  const [atLeft, atRight] = ends(width);
  const clearance = [atLeft, atRight].map(left => {
    const near = points.filter(p => x(p.at) > left - 20 && x(p.at) < left + width + 20);
    return Math.min(...near.map(p => Math.abs(y(p.value) - y(threshold) + LABEL_HEIGHT / 2)));
  });
  return (clearance[1] ?? 0) > (clearance[0] ?? 0) ? atRight : atLeft;
}

/** Filled as measured; hollow after a treatment; an open arrow for a limit; an open square for what rests on one. */
function Marker({ point, x, y, radius }: { point: ChartPoint; x: number; y: number; radius: number }) {
  const ink = { stroke: '#000', strokeWidth: 2, fill: point.isHollow ? '#fff' : '#000' };
  const { comparator, isFromLimit } = point;
  if (comparator !== null) {
    const up = comparator[0] === '>' ? -1 : 1;
    return (
      <path
        d={`M${x - 7} ${y}H${x + 7}M${x} ${y}V${y + up * 9}M${x - 6} ${y + up * 9}H${x + 6}L${x} ${y + up * 20}Z`}
        {...ink}
        fill="#fff"
        data-testid="limit"
      />
    );
  }
  if (isFromLimit) return <rect x={x - 5.5} y={y - 5.5} width={11} height={11} {...ink} fill="#fff" />;
  return <circle cx={x} cy={y} r={radius} {...ink} />;
}

function Band({ band, top }: { band: ReferenceRange | null; top: (value: number) => number }) {
  if (band === null || (band.low === null && band.high === null)) return null;
  const upper = top(band.high ?? Number.POSITIVE_INFINITY);
  const lower = top(band.low ?? Number.NEGATIVE_INFINITY);
  if (lower - upper < 1) return null;
  return <rect x={PLOT.left} y={upper} width={PLOT.right - PLOT.left} height={lower - upper} fill="#e4e4e4" />;
}

const timeLabel = (at: number) => wallClock(new Date(at).toISOString());

/** At most five figures, so that a viral load fits too. */
const shortNumber = (value: number) =>
  Math.abs(value) >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(4)));

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10];
const WANTED_TICKS = 4;
const LEVEL = 1e-6; // differences below are no difference on paper

/** Round ends around the data, with room above and below; the axis need not start at 0. */
export function niceScale(min: number, max: number): Scale {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return { low: 0, high: 1, ticks: [] };
  const isLevel = max - min <= Math.max(Math.abs(max), 1) * LEVEL;
  const room = isLevel ? Math.max(Math.abs(max) * 0.1, 0.5) : (max - min) * 0.08;
  const [low, high] = [min - room, max + room];
  const rough = (high - low) / WANTED_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find(s => s * power >= rough) ?? 10);
  const start = Math.floor(low / step);
  const end = Math.ceil(high / step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)) + (step / power === 2.5 ? 1 : 0));
  const ticks = Array.from({ length: end - start + 1 }, (_, i) => Number(((start + i) * step).toFixed(decimals)));
  const floor = min >= 0 ? Math.max(0, start * step) : start * step;
  return { low: floor, high: end * step, ticks: ticks.filter(tick => tick >= floor) };
}
