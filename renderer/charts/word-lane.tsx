import { useTranslation } from 'react-i18next';
import { observationText } from '../features/labs/value-wording.ts';
import type { WordPoint } from './course-point.ts';
import { isInside, type TimeSpan, timeScale } from './time-axis.ts';

const ROW = 18;
const CHAR = 11; // px

/** Results in words ("not detected") at their time, one row an analyte; a word with no room keeps its tick and its title. */
export function WordLane({ words, span, width }: { words: readonly WordPoint[]; span: TimeSpan; width: number }) {
  const { t } = useTranslation();
  const { x } = timeScale(span, width);
  const rows = [
    ...Map.groupBy(
      words.filter(({ at }) => isInside(at, span)),
      ({ code }) => code,
    ),
  ];
  return (
    <svg width={width} height={rows.length * ROW + 4} role="img" aria-label={t('course.words')} data-testid="word-lane">
      {rows.map(([code, points], row) => {
        let end = Number.NEGATIVE_INFINITY;
        return (
          <g key={code} transform={`translate(0 ${row * ROW + 2})`}>
            <text x={0} y={ROW - 5} fontSize={11} fill="var(--ink-2)">
              {code}
            </text>
            {points.map(({ at, observation }) => {
              const text = observationText(observation, t);
              const hasRoom = x(at) > end;
              if (hasRoom) end = x(at) + 6 + text.length * CHAR;
              return (
                <g key={at}>
                  <title>{text}</title>
                  <path d={`M${x(at)} 4V${ROW - 3}`} stroke="var(--ink)" strokeWidth={1.5} />
                  {hasRoom ? (
                    <text x={x(at) + 4} y={ROW - 5} fontSize={11} fill="var(--ink)" className="chart-halo">
                      {text}
                    </text>
                  ) : null}
                </g>
              );
            })}
          </g>
        );
      })}
    </svg>
  );
}
