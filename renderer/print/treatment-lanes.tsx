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
    const end = x(t.endedAt === null ? to : Date.parse(t.endedAt));
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
                return (
                  <rect
                    key={t.id}
                    x={start}
                    y={14}
                    width={width}
                    height={24}
                    fill={t.endedAt === null ? '#fff' : '#777'}
                    stroke="#000"
                    strokeWidth={2}
                  />
                );
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
    </figure>
  );
}
