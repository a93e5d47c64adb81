import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Instant } from '../../../shared/records/time.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { PatientRow } from './patient-row.tsx';

const COLUMNS = ['left', 'patient', 'hospitalNumber', 'grade', 'advice', 'delivery', 'lastLabs', 'owner'] as const;
const ROW_HEIGHT = 36;

interface WorkTableProps {
  lines: readonly WorkLine[];
  now: Instant;
  /** Reviewers read the list, masked and without findings, and open nobody. */
  mayOpen: boolean;
}

/** The lines of the work list, of which only those in sight are rendered. */
export function WorkTable({ lines, now, mayOpen }: WorkTableProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);
  const keys = useMemo(() => lines.map(({ id }) => id), [lines]);
  const columns = COLUMNS.filter(column => mayOpen || (column !== 'grade' && column !== 'advice'));
  const { parts, current, measure, bodyProps } = useVirtualRows({
    keys,
    rowHeight: ROW_HEIGHT,
    scroller: () => document.getElementById('page'),
    body,
    open: mayOpen ? index => void navigate(`/patients/${keys[index]}`) : null,
  });
  return (
    <table className="list-table work-table" aria-rowcount={lines.length + 1} data-testid="worklist">
      <thead>
        <tr aria-rowindex={1}>
          {columns.map(column => (
            <th key={column} scope="col" className={`worklist-${column}`}>
              {t(`worklist.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body} {...bodyProps}>
        {parts.map((part, nth) => {
          if ('gap' in part)
            return (
              <tr key={`gap-${parts[nth + 1] === undefined ? 'after' : nth}`}>
                <td colSpan={columns.length} className="work-gap" style={{ height: part.gap }} />
              </tr>
            );
          const line = lines[part.index];
          if (!line) return null;
          return (
            <PatientRow
              key={line.id}
              line={line}
              now={now}
              mayOpen={mayOpen}
              index={part.index}
              isCurrent={part.index === current}
              measure={measure}
            />
          );
        })}
      </tbody>
    </table>
  );
}
