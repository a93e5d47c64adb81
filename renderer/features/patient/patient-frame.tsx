import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigate, useParams } from 'react-router';
import { api } from '../../app/api.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PatientBanner } from './patient-banner.tsx';
import { currentEpisode, type PatientCase } from './patient-case.ts';
import './patient.css';

const TABS = [
  { tab: 'overview', path: '', keys: 'g v' },
  { tab: 'labs', path: 'labs', keys: 'g l' },
  { tab: 'course', path: 'course', keys: 'g c' },
  { tab: 'scores', path: 'scores', keys: 'g e' },
  { tab: 'treatment', path: 'treatment', keys: 'g t' },
  { tab: 'referral', path: 'referral', keys: 'g r' },
  { tab: 'record', path: 'record', keys: 'g d' },
] as const;

/** The frame of every clinical page: who it is, and the pages of this patient. */
export default function PatientFrame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patientId = '' } = useParams();
  const patient = useQuery(api.patients.get.queryOptions({ input: { id: patientId } }));
  const episodes = useQuery(api.episodes.list.queryOptions({ input: { patientId } }));
  useShortcuts(
    TABS.map(({ tab, path, keys }) => ({
      keys,
      label: t(`patient.tab.${tab}`),
      run: () => void navigate(`/patients/${patientId}/${path}`),
    })),
  );
  const retry = () => {
    void patient.refetch();
    void episodes.refetch();
  };
  if (patient.data === undefined || episodes.data === undefined) {
    return (
      <div className="page">
        <ErrorNote error={patient.error ?? episodes.error} onRetry={retry} />
      </div>
    );
  }
  const subject: PatientCase = { patient: patient.data, episode: currentEpisode(episodes.data) };
  return (
    <div className="patient-frame">
      <div className="patient-head">
        <PatientBanner {...subject} />
        <nav className="patient-tabs" aria-label={t('patient.tabs')}>
          {TABS.map(({ tab, path }) => (
            <NavLink
              key={tab}
              to={path === '' ? `/patients/${patientId}` : `/patients/${patientId}/${path}`}
              end={path === ''}
              data-testid={`tab-${tab}`}
            >
              {t(`patient.tab.${tab}`)}
            </NavLink>
          ))}
        </nav>
      </div>
      <Outlet key={patientId} context={subject} />
    </div>
  );
}
