import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { useShortcuts } from '../../app/shortcuts.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { IdentityNotes, MERGED_FROM } from '../identity/identity-notes.tsx';
import { EpisodeChoice } from './episode-choice.tsx';
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
  { tab: 'timeline', path: 'timeline', keys: 'g m' },
] as const;

/** The frame of every clinical page: who it is, and the pages of this patient. */
export default function PatientFrame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { patientId = '' } = useParams();
  const { pathname } = useLocation();
  const [chosen, setChosen] = useState<string | null>(null);
  const patient = useQuery(api.patients.get.queryOptions({ input: { id: patientId } }));
  const episodes = useQuery(api.episodes.list.queryOptions({ input: { patientId } }));
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const quick = { keys: 'q', label: t('firstVisit.key'), run: () => void navigate(`/patients/${patientId}/quick`) };
  useShortcuts([
    ...(mayRecord ? [quick] : []),
    ...TABS.map(({ tab, path, keys }) => ({
      keys,
      label: t(`patient.tab.${tab}`),
      run: () => void navigate(`/patients/${patientId}/${path}`),
    })),
  ]);
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
  // a merged record leads to the one that stands for it
  const survivor = patient.data.id;
  if (survivor !== patientId)
    return <Navigate to={pathname.replace(patientId, survivor)} state={{ [MERGED_FROM]: patientId }} replace />;
  const episode = episodes.data.find(({ id }) => id === chosen) ?? currentEpisode(episodes.data);
  const subject: PatientCase = { patient: patient.data, episode };
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
          {mayRecord ? (
            <NavLink to={`/patients/${patientId}/quick`} className="patient-quick" data-testid="quick-form">
              {t('firstVisit.link')}
            </NavLink>
          ) : null}
          <EpisodeChoice episodes={episodes.data} shown={episode} onChoose={setChosen} />
        </nav>
        <IdentityNotes patient={patient.data} />
      </div>
      <Outlet key={`${patientId} ${episode?.id}`} context={subject} />
    </div>
  );
}
