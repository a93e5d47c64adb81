import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Episode } from '../../../shared/records/episode.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { ManagementPanel } from './management-panel.tsx';
import { TreatmentForm } from './treatment-form.tsx';
import { TreatmentRow } from './treatment-row.tsx';
import '../../ui/list-table.css';
import '../../ui/forms.css';
import './treatment.css';

/** What was done and when; newest first. */
export default function TreatmentPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patient, episode } = usePatientCase();
  if (episode) return <EpisodeTreatments episode={episode} />;
  return (
    <div className="page" data-testid="treatment-page">
      <EmptyState title={t('patient.overview.noEpisode')}>
        <Button type="primary" onClick={() => void navigate(`/patients/${patient.id}/episode`)}>
          {t('patient.overview.newEpisode')}
        </Button>
      </EmptyState>
    </div>
  );
}

const COLUMNS = ['kind', 'startedAt', 'endedAt', 'detail'] as const;

function EpisodeTreatments({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const treatments = useTreatments(episode);
  const [isOpen, setOpen] = useState(false);
  const [isVoidShown, setVoidShown] = useState(false);
  useShortcuts(mayRecord ? [{ keys: 'n', label: t('treatment.add'), run: () => setOpen(true) }] : []);
  const all = treatments.data ?? [];
  const shown = all
    .filter(each => isVoidShown || each.voidedAt === null)
    .toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return (
    <div className="page" data-testid="treatment-page">
      <div className="page-head">
        <h1>{t('treatment.title')}</h1>
        {all.some(each => each.voidedAt !== null) ? (
          <label className="choice-option">
            <input type="checkbox" checked={isVoidShown} onChange={event => setVoidShown(event.target.checked)} />
            {t('treatment.showVoided')}
          </label>
        ) : null}
        {mayRecord && !isOpen ? (
          <Button type="primary" className="treatment-new" onClick={() => setOpen(true)} data-testid="new-treatment">
            {t('treatment.add')} (n)
          </Button>
        ) : null}
      </div>
      <ManagementPanel episode={episode} />
      <ErrorNote error={treatments.error} onRetry={() => void treatments.refetch()} />
      {isOpen ? <TreatmentForm episode={episode} onDone={() => setOpen(false)} /> : null}
      {treatments.data && shown.length === 0 && !isOpen ? <EmptyState title={t('treatment.empty')} /> : null}
      {shown.length > 0 ? (
        <table className="list-table treatment-list" data-testid="treatments">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`treatment-${column}`}>
                  {t(`treatment.field.${column}`)}
                </th>
              ))}
              <th className="treatment-by" />
            </tr>
          </thead>
          <tbody>
            {shown.map(treatment => (
              <TreatmentRow key={treatment.id} treatment={treatment} mayVoid={mayRecord} />
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
