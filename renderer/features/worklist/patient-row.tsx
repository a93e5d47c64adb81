import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { isUnjudged, type WorkLine } from '../../../shared/records/work-line.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ageText } from '../../ui/duration-text.ts';
import type { useVirtualRows } from '../../ui/virtual-rows.ts';
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
  /** What makes it a row of the list, given the way to open it. */
  rowProps(open: () => void): ReturnType<ReturnType<typeof useVirtualRows>['rowProps']>;
}

export function PatientRow({ line, now, mayOpen, rowProps }: PatientRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => void navigate(`/patients/${line.id}`);
  const sinceLabs = line.lastSampleAt ? Date.parse(now) - Date.parse(line.lastSampleAt) : null;
  return (
    <tr {...rowProps(open)} data-testid="patient-row">
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
          {line.end === null && isUnjudged(line) ? (
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
}
