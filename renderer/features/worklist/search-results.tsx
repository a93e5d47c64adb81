import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { PatientHit } from '../../../shared/contract/clinical.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { ageText } from '../../ui/duration-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { rowKeys } from '../../ui/row-keys.ts';
import { MaskedValue } from '../patient/masked-value.tsx';
import { whoText } from './who-text.ts';

const COLUMNS = ['patient', 'hospitalNumber', 'identity', 'phone', 'firstPresentation', 'matchedBy', 'opened'] as const;

/** Who was found, with what tells two of one name apart, and in which field the text was found. */
export function SearchResults({ hits, query, now }: { hits: readonly PatientHit[]; query: string; now: Instant }) {
  const { t } = useTranslation();
  if (hits.length === 0)
    return (
      <EmptyState title={t('worklist.noneFound', { query })}>
        <p>{t('worklist.noneFoundHint')}</p>
      </EmptyState>
    );
  return (
    <table className="list-table" data-testid="search-results">
      <thead>
        <tr>
          {COLUMNS.map(column => (
            <th key={column} scope="col" className={`found-${column}`}>
              {t(`worklist.found-column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {hits.map(hit => (
          <Hit key={hit.id} hit={hit} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function Hit({ hit, now }: { hit: PatientHit; now: Instant }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => void navigate(`/patients/${hit.id}`);
  const fields = hit.matchedBy.map(field => t(`worklist.matchedBy.${field}`));
  const matchedBy = hit.byEarlierName ? [...fields, t('worklist.matchedBy.earlier')] : fields;
  return (
    <tr {...rowKeys(open)} onClick={open} data-testid="patient-row">
      <td>
        <strong>
          <MaskedValue patientId={hit.id} field="name" value={hit.name} />
        </strong>{' '}
        <span className="worklist-who">{whoText(hit, t)}</span>
      </td>
      <td>{hit.hospitalNumber}</td>
      <td>
        <MaskedValue patientId={hit.id} field="identity" value={hit.identityNumber} />
      </td>
      <td>
        <MaskedValue patientId={hit.id} field="phone" value={hit.phone} />
      </td>
      <td>
        {hit.firstPresentationAt === null ? (
          <span className="note">{t('worklist.noEpisode')}</span>
        ) : (
          wallClock(hit.firstPresentationAt)
        )}
      </td>
      <td>{matchedBy.join(t('ui.listComma'))}</td>
      <td>
        {hit.openedAt === null ? null : (
          <span title={wallClock(hit.openedAt)}>
            {t('worklist.ago', { age: ageText(Date.parse(now) - Date.parse(hit.openedAt), t) })}
          </span>
        )}
      </td>
    </tr>
  );
}
