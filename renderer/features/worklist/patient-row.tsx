import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PatientLine } from '../../../shared/contract/clinical.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ageText } from '../../ui/duration-text.ts';
import { rowKeys } from '../../ui/row-keys.ts';
import { AdviceCell } from '../advice/advice-cell.tsx';
import { CriticalCount } from '../critical-values/critical-count.tsx';
import { MaskedValue } from '../patient/masked-value.tsx';
import { TimeLeft } from './time-left.tsx';
import { whoText } from './who-text.ts';
import { WorstGrade } from './worst-grade.tsx';

interface PatientRowProps {
  line: PatientLine;
  now: Instant;
  /** Reviewers read the list, masked and without findings, and open nobody. */
  mayOpen: boolean;
  /** Critical values that nobody has acknowledged. */
  criticalCount: number;
}

export function PatientRow({ line, now, mayOpen, criticalCount }: PatientRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => void navigate(`/patients/${line.id}`);
  const sinceLabs = line.lastSampleAt ? Date.parse(now) - Date.parse(line.lastSampleAt) : null;
  return (
    <tr {...(mayOpen ? { ...rowKeys(open), onClick: open } : {})} data-testid="patient-row">
      <td>
        {line.episodeId ? (
          <TimeLeft firstPresentationAt={line.firstPresentationAt} now={now} />
        ) : (
          <span className="note">{t('worklist.noEpisode')}</span>
        )}
      </td>
      <td>
        <strong>
          <MaskedValue patientId={line.id} field="name" value={line.name} />
        </strong>{' '}
        <span className="worklist-who">{whoText(line, t)}</span>{' '}
        <CriticalCount patientId={mayOpen ? line.id : null} count={criticalCount} />
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
    </tr>
  );
}
