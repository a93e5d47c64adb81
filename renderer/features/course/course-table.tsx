import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { CoursePanel, Reading } from '../../charts/course-model.ts';
import { type Focus, useIsFocused } from '../../charts/focus.ts';
import { usePrinting } from '../../charts/use-printing.ts';
import { readingText, treatedText } from '../../charts/value-note.ts';
import { Flag } from '../../ui/flag.tsx';

interface CourseTableProps {
  panels: readonly CoursePanel[];
  times: readonly number[];
  focus: Focus;
}

type Column = { readonly id: string; readonly name: string; readonly at: ReadonlyMap<number, Reading> };

/** The table comes to the focused row once the line rests: on its way it would draw rows that nobody reads. */
const SETTLED_MS = 150;

const ROW = 28; // px, as in course.css

/** The same values in figures, newest first; the row of the focused time is marked. Only rows in sight are in the page. */
export const CourseTable = memo(function CourseTable({ panels, times, focus }: CourseTableProps) {
  const { t } = useTranslation();
  const isPrinting = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const columns = useMemo(
    () =>
      panels.flatMap(({ series }) =>
        series.map(({ id, name, points, words }): Column => {
          const readings: Reading[] = [
            ...words.map(word => ({ at: word.at, point: null, word })),
            ...points.map(point => ({ at: point.at, point, word: null })),
          ];
          return { id, name, at: new Map(readings.map(reading => [reading.at, reading])) };
        }),
      ),
    [panels],
  );
  const newestFirst = useMemo(() => times.toReversed(), [times]);
  const virtual = useVirtualizer({
    count: newestFirst.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  useEffect(() => {
    let settled: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      const row = newestFirst.indexOf(focus.at() ?? Number.NaN);
      const { range } = virtual;
      const isInSight = range !== null && row >= range.startIndex && row < range.endIndex;
      if (row >= 0 && !isInSight) virtual.scrollToIndex(row, { align: 'auto' });
    };
    const end = focus.subscribe(() => {
      clearTimeout(settled);
      settled = setTimeout(show, SETTLED_MS);
    });
    return () => {
      clearTimeout(settled);
      end();
    };
  }, [focus, newestFirst, virtual]);
  const inSight = virtual.getVirtualItems();
  const shown = isPrinting ? newestFirst : inSight.flatMap(({ index }) => newestFirst[index] ?? []);
  const above = isPrinting ? 0 : (inSight[0]?.start ?? 0);
  const below = isPrinting ? 0 : virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0);
  return (
    <div className="course-table-scroll" ref={scroller}>
      <table
        className="course-table"
        aria-label={t('course.table')}
        aria-rowcount={times.length}
        data-testid="course-table"
      >
        <thead>
          <tr>
            <th scope="col">{t('course.time')}</th>
            {columns.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={above} />
          {shown.map(at => (
            <Row key={at} at={at} columns={columns} focus={focus} />
          ))}
          <Space height={below} />
        </tbody>
      </table>
    </div>
  );
});

const Space = ({ height }: { height: number }) =>
  height > 0 ? (
    <tr>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;

const Row = memo(function Row({ at, columns, focus }: { at: number; columns: readonly Column[]; focus: Focus }) {
  const { t } = useTranslation();
  const isFocused = useIsFocused(focus, at);
  return (
    <tr
      className={isFocused ? 'course-focused' : undefined}
      onMouseEnter={() => focus.set(at)}
      onMouseLeave={() => focus.set(null)}
    >
      <th scope="row">{wallClock(new Date(at).toISOString()).slice(5)}</th>
      {columns.map(({ id, at: readings }) => {
        const reading = readings.get(at) ?? null;
        const point = reading?.point;
        return (
          <td key={id} className={reading ? undefined : 'note'}>
            {readingText(reading, t)} {point?.flag ? <Flag kind={point.flag} compact /> : null}
            {point?.treated ? <small className="note"> {treatedText(point, t)}</small> : null}
          </td>
        );
      })}
    </tr>
  );
});
