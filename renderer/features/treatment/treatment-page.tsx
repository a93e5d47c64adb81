import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sessionEffects } from '../../../shared/clinical/session-effect.ts';
import { stemCellCourses } from '../../../shared/clinical/stem-cell-course.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useAssessments, useLabs, usePatientCase, useTreatments } from '../patient/patient-case.ts';
import { ManagementPanel } from './management-panel.tsx';
import { SessionTable } from './session-table.tsx';
import { StemCellPlan } from './stem-cell-plan.tsx';
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

const COLUMNS = ['kind', 'startedAt', 'endedAt', 'said'] as const;

function EpisodeTreatments({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const treatments = useTreatments(episode);
  const labs = useLabs(episode);
  const assessments = useAssessments(episode);
  const [isOpen, setOpen] = useState(false);
  const [corrected, setCorrected] = useState<Treatment | null>(null);
  const [isVoidShown, setVoidShown] = useState(false);
  const open = (treatment: Treatment | null) => {
    setCorrected(treatment);
    setOpen(true);
  };
  useShortcuts(mayRecord ? [{ keys: 'n', label: t('treatment.add'), run: () => open(null) }] : []);
  const all = treatments.data ?? [];
  const facts = { observations: labs.data ?? [], assessments: assessments.data ?? [], treatments: all };
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
          <Button type="primary" className="treatment-new" onClick={() => open(null)} data-testid="new-treatment">
            {t('treatment.add')} (n)
          </Button>
        ) : null}
      </div>
      {isOpen ? (
        <TreatmentForm
          key={corrected?.id ?? 'new'}
          episode={episode}
          corrected={corrected}
          onDone={() => setOpen(false)}
        />
      ) : null}
      <ManagementPanel episode={episode} />
      <ErrorNote error={treatments.error} onRetry={() => void treatments.refetch()} />
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
              <TreatmentRow
                key={treatment.id}
                treatment={treatment}
                mayRecord={mayRecord}
                onCorrect={() => open(treatment)}
              />
            ))}
          </tbody>
        </table>
      ) : null}
      <SessionTable effects={sessionEffects(facts)} />
      <StemCellPlan courses={stemCellCourses(all)} />
    </div>
  );
}
