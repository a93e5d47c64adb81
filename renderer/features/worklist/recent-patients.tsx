import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PatientHit } from '../../../shared/contract/clinical.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { ageText } from '../../ui/duration-text.ts';
import { rowKeys } from '../../ui/row-keys.ts';
import { whoText } from './who-text.ts';

/** Whom the user opened last, under the search field that is still empty. */
export function RecentPatients({ hits, now }: { hits: readonly PatientHit[]; now: Instant }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className="recent-patients" data-testid="recent-patients">
      <p className="note">{t('worklist.recent')}</p>
      {hits.map(hit => {
        const open = () => void navigate(`/patients/${hit.id}`);
        return (
          <button key={hit.id} type="button" {...rowKeys(open)} onClick={open} className="recent-patient">
            <strong>{hit.name}</strong> <span className="worklist-who">{whoText(hit, t)}</span>
            <span>{hit.hospitalNumber}</span>
            <span className="note">
              {hit.openedAt ? t('worklist.ago', { age: ageText(Date.parse(now) - Date.parse(hit.openedAt), t) }) : ''}
            </span>
          </button>
        );
      })}
    </div>
  );
}
