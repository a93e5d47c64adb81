import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Patient } from '../../../shared/records/patient.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { IdentityHistory } from './identity-history.tsx';
import './identity.css';

/** Set where a merged record was opened, and its survivor is shown. */
export const MERGED_FROM = 'mergedFrom';

/** What must be known about who this is, below the banner; nothing for most patients. */
export function IdentityNotes({ patient }: { patient: Patient }) {
  const { t } = useTranslation();
  const { state } = useLocation();
  const mayRecord = useSession(({ user }) => may(user?.roles, 'record'));
  const [isOpen, setOpen] = useState(false);
  const history = useQuery(api.identity.history.queryOptions({ input: { id: patient.id } }));
  const wasMerged = (state as Record<string, unknown> | null)?.[MERGED_FROM] !== undefined;
  const hasHistory = history.data && history.data.formerNames.length + history.data.merges.length > 0;
  if (!patient.unnamed && !wasMerged && !hasHistory && patient.identityDoubts.length === 0) return null;
  return (
    <div className="identity-notes" data-testid="identity-notes">
      {patient.unnamed ? (
        <span className="identity-attention">
          {t('identity.unnamed.mark')}{' '}
          {mayRecord ? (
            <Link to={`/patients/${patient.id}/confirm`} data-testid="confirm-identity">
              {t('identity.unnamed.confirm')}
            </Link>
          ) : null}
        </span>
      ) : null}
      {patient.identityDoubts.length > 0 ? (
        <span className="identity-attention" data-testid="identity-doubts">
          {t('patient.idKept', {
            doubts: patient.identityDoubts.map(doubt => t(`patient.idWarning.${doubt}`)).join(' '),
          })}
        </span>
      ) : null}
      {wasMerged ? <span data-testid="merged-note">{t('identity.merged.note')}</span> : null}
      {hasHistory ? (
        <button
          type="button"
          className="quiet-button"
          aria-expanded={isOpen}
          onClick={() => setOpen(before => !before)}
          data-testid="open-identity-history"
        >
          {t('identity.history.title')}
        </button>
      ) : null}
      {isOpen ? <IdentityHistory patientId={patient.id} /> : null}
    </div>
  );
}
