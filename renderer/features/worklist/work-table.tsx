import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/records/time.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';
import { useVirtualRows } from '../../ui/virtual-rows.ts';
import { PatientRow } from './patient-row.tsx';

const COLUMNS = ['left', 'patient', 'hospitalNumber', 'grade', 'advice', 'delivery', 'lastLabs', 'owner'] as const;
const ROW_HEIGHT = 45;

interface WorkTableProps {
  lines: readonly WorkLine[];
  now: Instant;
  /** Reviewers read the list, masked and without findings, and open nobody. */
  mayOpen: boolean;
}

/** The lines of the work list, of which only those in sight are rendered. */
export function WorkTable({ lines, now, mayOpen }: WorkTableProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const columns = COLUMNS.filter(column => mayOpen || (column !== 'grade' && column !== 'advice'));
  const { parts, rowProps } = useVirtualRows({
    count: lines.length,
    rowHeight: ROW_HEIGHT,
    scroller: () => document.getElementById('page'),
    body,
  });
  return (
    <table className="list-table" aria-rowcount={lines.length + 1} data-testid="worklist">
      <thead>
        <tr aria-rowindex={1}>
          {columns.map(column => (
            <th key={column} scope="col" className={`worklist-${column}`}>
              {t(`worklist.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {parts.map(part => {
          if ('gap' in part)
            return (
              <tr key={part.key}>
                <td colSpan={columns.length} className="work-gap" style={{ height: part.gap }} />
              </tr>
            );
          const line = lines[part.index];
          return line ? (
            <PatientRow
              key={line.id}
              line={line}
              now={now}
              mayOpen={mayOpen}
              rowProps={open => rowProps(part.index, mayOpen ? open : null)}
            />
          ) : null;
        })}
      </tbody>
    </table>
  );
}
