import type { Treatment } from '../../shared/records/treatment.ts';
import { TREATMENT_KINDS } from '../../shared/records/treatment-kind.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { CLOCK_HOURS } from './clock-wording.ts';
import { timeText } from './packet-wording.ts';
import { Label } from './paper.tsx';
import type { Words } from './words.ts';

// Units of the drawing: tenths of a millimetre.
const WIDTH = 1800;
const LABEL_HALF = 80; // of the longest label of a mark, in both languages, so that none runs off the sheet
const LABEL_WIDTH = 330;
const LANE = 52;
const TOP = 44;
const MIN_BAR = 12; // a short session is still seen

/** One lane a kind of treatment over real time, with T0, signing and T0 + 48 h as lines. */
export function TreatmentLanes({ model, words }: { model: PacketModel; words: Words }) {
  const treatments = model.treatments.filter(t => t.voidedAt === null);
  const kinds = TREATMENT_KINDS.filter(kind => treatments.some(t => t.kind === kind));
  if (kinds.length === 0) return null;
  const t0 = Date.parse(model.episode.firstPresentationAt);
  const limit = t0 + CLOCK_HOURS * 3_600_000;
  const signed = model.signedAt === null ? null : Date.parse(model.signedAt);
  const starts = treatments.map(t => Date.parse(t.startedAt));
  const ends = treatments.map(t => Date.parse(t.endedAt ?? t.startedAt));
  /** Nobody knows of a running treatment beyond this moment. */
  const known = signed ?? Math.max(t0, ...starts, ...ends);
  const isRunning = ({ endedAt }: Treatment) => endedAt === null || Date.parse(endedAt) > known;
  const from = Math.min(t0, ...starts);
  const to = Math.max(limit, signed ?? limit, ...ends);
  const x = (at: number) => LABEL_WIDTH + ((at - from) / (to - from)) * (WIDTH - LABEL_WIDTH - 4);
  const height = TOP + kinds.length * LANE + 40;
  const marks = [
    { at: t0, label: 'T0', dash: undefined },
    ...(signed === null ? [] : [{ at: signed, label: words.pair('packet.letter.signedAt').first, dash: '10 6' }]),
    { at: limit, label: '48 h', dash: '3 5' },
  ];
  const bar = (t: Treatment) => {
    const start = x(Date.parse(t.startedAt));
    const end = x(t.endedAt === null || isRunning(t) ? known : Date.parse(t.endedAt));
    return { start, width: Math.max(MIN_BAR, end - start) };
  };
  return (
    <figure className="lanes">
      <figcaption>
        <Label words={words} of="packet.timeline.lanes" />
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words.text('packet.timeline.lanes')}>
        {kinds.map((kind, lane) => (
          <g key={kind} transform={`translate(0 ${TOP + lane * LANE})`}>
            <path d={`M0 ${LANE}H${WIDTH}`} stroke="#bbb" strokeWidth={1} />
            <text x={0} y={34} fontSize={27}>
              {words.pair(`treatment.kind.${kind}`).first}
            </text>
            {treatments
              .filter(t => t.kind === kind)
              .map(t => {
                const { start, width } = bar(t);
                return <Bar key={t.id} x={start} width={width} isRunning={isRunning(t)} />;
              })}
          </g>
        ))}
        {marks.map(({ at, label, dash }) => (
          <g key={label}>
            <path
              d={`M${x(at)} ${TOP - 6}V${height - 36}`}
              stroke="#000"
              strokeWidth={2.2}
              {...(dash === undefined ? {} : { strokeDasharray: dash })}
            />
            <text
              x={Math.min(x(at), WIDTH - LABEL_HALF)}
              y={TOP - 14}
              fontSize={25}
              fontWeight={700}
              textAnchor="middle"
            >
              {label}
            </text>
          </g>
        ))}
        <text x={LABEL_WIDTH} y={height - 8} fontSize={23}>
          {timeText(new Date(from).toISOString())}
        </text>
        <text x={WIDTH} y={height - 8} fontSize={23} textAnchor="end">
          {timeText(new Date(to).toISOString())}
        </text>
      </svg>
      <p className="lanes-legend">
        <LegendBar isRunning={false} />
        {words.text('packet.timeline.ended')}
        <LegendBar isRunning />
        {words.text(signed === null ? 'packet.timeline.runningDraft' : 'packet.timeline.running')}
      </p>
    </figure>
  );
}

const BAR_TOP = 14;
const BAR_HEIGHT = 24;
const POINT = 12; // of an open end

/** Grey with straight ends for what is over; white with a pointed end for what went on when the packet was frozen. */
function Bar({ x, width, isRunning }: { x: number; width: number; isRunning: boolean }) {
  const ink = { stroke: '#000', strokeWidth: 2 };
  if (!isRunning) return <rect x={x} y={BAR_TOP} width={width} height={BAR_HEIGHT} fill="#777" {...ink} />;
  const point = Math.min(POINT, width);
  const end = `H${x + width - point}l${point} ${BAR_HEIGHT / 2}l${-point} ${BAR_HEIGHT / 2}`;
  return <path d={`M${x} ${BAR_TOP}${end}H${x}Z`} fill="#fff" {...ink} />;
}

function LegendBar({ isRunning }: { isRunning: boolean }) {
  return (
    <svg className="lanes-key" viewBox="0 0 80 52" aria-hidden="true">
      <Bar x={2} width={76} isRunning={isRunning} />
    </svg>
  );
}
