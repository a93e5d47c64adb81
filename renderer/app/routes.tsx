import { type ComponentType, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { createHashRouter, Link, Navigate, type RouteObject } from 'react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { Layout } from './layout.tsx';
import { menuFor } from './menu.ts';
import { useSession } from './session-store.ts';

/** A page in a chunk of its own. */
const page = (load: () => Promise<{ default: ComponentType }>): Pick<RouteObject, 'lazy'> => ({
  lazy: async () => ({ Component: (await load()).default }),
});

function Home() {
  const roles = useSession(session => session.user?.roles) ?? [];
  return <Navigate to={menuFor(roles).home} replace />;
}

function NotFound() {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('app.notFound')}>
      <Link to="/">{t('app.backHome')}</Link>
    </EmptyState>
  );
}

/** A page that throws takes neither the frame nor the neighbours with it. The text never shows the cause. */
function PageFailed() {
  const { t } = useTranslation();
  useEffect(() => document.getElementById('page')?.focus(), []);
  return (
    <EmptyState title={<strong>{t('app.pageFailed.what')}</strong>}>
      <p>{t('app.pageFailed.next')}</p>
      <Link to="/">{t('app.backHome')}</Link>
    </EmptyState>
  );
}

export function createWorkspaceRouter() {
  return createHashRouter([
    {
      element: <Layout />,
      hydrateFallbackElement: <div />,
      children: [
        {
          errorElement: <PageFailed />,
          children: [
            { index: true, element: <Home /> },
            { path: 'worklist', ...page(() => import('../features/worklist/worklist-page.tsx')) },
            { path: 'patients/new', ...page(() => import('../features/patient/new-patient-page.tsx')) },
            { path: 'suspects', ...page(() => import('../features/identity/suspects-page.tsx')) },
            { path: 'merge/:first/:second', ...page(() => import('../features/identity/merge-page.tsx')) },
            {
              path: 'patients/:patientId',
              ...page(() => import('../features/patient/patient-frame.tsx')),
              children: [
                { index: true, ...page(() => import('../features/patient/overview-page.tsx')) },
                { path: 'quick', ...page(() => import('../features/first-visit/first-visit-page.tsx')) },
                { path: 'labs', ...page(() => import('../features/labs/labs-page.tsx')) },
                { path: 'labs/import', ...page(() => import('../features/lab-import/lab-import-page.tsx')) },
                { path: 'course', ...page(() => import('../features/course/course-page.tsx')) },
                { path: 'scores', ...page(() => import('../features/scores/scores-page.tsx')) },
                { path: 'treatment', ...page(() => import('../features/treatment/treatment-page.tsx')) },
                { path: 'referral', ...page(() => import('../features/referral/referral-page.tsx')) },
                { path: 'record', ...page(() => import('../features/record/record-page.tsx')) },
                { path: 'timeline', ...page(() => import('../features/pathway/timeline-page.tsx')) },
                { path: 'edit', ...page(() => import('../features/patient/edit-patient-page.tsx')) },
                { path: 'confirm', ...page(() => import('../features/identity/confirm-identity-page.tsx')) },
                { path: 'episode', ...page(() => import('../features/patient/episode-page.tsx')) },
              ],
            },
            { path: 'outbox', ...page(() => import('../features/outbox/outbox-page.tsx')) },
            { path: 'reader', ...page(() => import('../features/reader/reader-page.tsx')) },
            { path: 'reader/:receivedId', ...page(() => import('../features/reader/received-page.tsx')) },
            { path: 'figures', ...page(() => import('../features/figures/figures-page.tsx')) },
            { path: 'handbook/:scoreId?', ...page(() => import('../features/handbook/handbook-page.tsx')) },
            { path: 'settings/:section?', ...page(() => import('../features/settings/settings-page.tsx')) },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ]);
}
