import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { isUnjudged, type WorkLine } from '../../../shared/records/work-line.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ageText } from '../../ui/duration-text.ts';
import { AdviceCell } from '../advice/advice-cell.tsx';
import { CriticalCount } from '../critical-values/critical-count.tsx';
import { MaskedValue } from '../patient/masked-value.tsx';
import { TimeLeft } from './time-left.tsx';
import { whoText } from './who-text.ts';
import { WorstGrade } from './worst-grade.tsx';

interface PatientRowProps {
  line: WorkLine;
  now: Instant;
  /** Reviewers read the list, masked and without findings, and open nobody. */
  mayOpen: boolean;
  /** Its place in the whole list. */
  index: number;
  /** The one row that Tab reaches. */
  isCurrent: boolean;
  measure: Ref<HTMLTableRowElement>;
}

/** One line; rendered again only when it or the minute changes, however one scrolls. */
export const PatientRow = memo(function PatientRow(props: PatientRowProps) {
  const { line, now, mayOpen, index, isCurrent, measure } = props;
  const { t } = useTranslation();
  const sinceLabs = line.lastSampleAt ? Date.parse(now) - Date.parse(line.lastSampleAt) : null;
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={index + 2} // the head is the first
      {...(mayOpen ? { 'data-row': true, tabIndex: isCurrent ? 0 : -1 } : {})}
      data-testid="patient-row"
    >
      <td>
        <TimeLeft line={line} now={now} />
      </td>
      <td>
        <strong>
          <MaskedValue patientId={line.id} field="name" value={line.name} />
        </strong>{' '}
        <span className="worklist-who">{whoText(line, t)}</span>{' '}
        <CriticalCount patientId={mayOpen ? line.id : null} count={line.criticalCount} />
      </td>
      <td>{line.hospitalNumber}</td>
      {mayOpen ? (
        <td>
          <WorstGrade worst={line.worst} />
        </td>
      ) : null}
      {mayOpen ? (
        <td>
          <AdviceCell advice={line.advice} />
          {isUnjudged(line) ? (
            <span className="work-unjudged" title={t('worklist.filterHint.unjudged')}>
              {t('worklist.unjudged')}
            </span>
          ) : null}
        </td>
      ) : null}
      <td>
        {line.delivery ? (
          <DeliveryLabel delivery={line.delivery} />
        ) : (
          <span className="note">{t('worklist.noReferral')}</span>
        )}
      </td>
      <td>
        {sinceLabs === null ? (
          <span className="note">{t('worklist.noLabs')}</span>
        ) : (
          <span title={line.lastSampleAt ? wallClock(line.lastSampleAt) : ''}>
            {t('worklist.ago', { age: ageText(sinceLabs, t) })}
          </span>
        )}
      </td>
      <td>{line.owner ? line.owner.name : <span className="note">{t('worklist.noOwner')}</span>}</td>
    </tr>
  );
});
