import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet, useNavigate } from 'react-router';
import { NewsBar } from '../features/answers/news-bar.tsx';
import { ClockBanner } from './clock-banner.tsx';
import { DisplayChoices } from './display-choices.tsx';
import { lockNow } from './idle-lock.ts';
import { KeyHelp } from './key-help.tsx';
import { LineStatus } from './line-status.tsx';
import { may, menuFor } from './menu.ts';
import { ResetBanner } from './reset-banner.tsx';
import { useSession } from './session-store.ts';
import { useShortcuts } from './shortcuts.ts';
import { useTitleBadge } from './title-badge.ts';
import { UserPanel } from './user-panel.tsx';
import './layout.css';

const GO_KEYS = { worklist: 'g w', outbox: 'g o', reader: 'g c', figures: 'g f', settings: 'g s' } as const;

/** One bar above every page: where to go, what the line says, who sits here. */
export function Layout() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { status, user } = useSession();
  const { pages } = menuFor(user?.roles ?? []);
  useTitleBadge(may(user?.roles, 'readRecords'), may(user?.roles, 'readClinical'));
  useShortcuts(
    pages.map(page => ({
      keys: GO_KEYS[page],
      label: t('app.help.go', { page: t(`app.nav.${page}`) }),
      run: () => void navigate(`/${page}`),
    })),
  );

  return (
    <div className="layout">
      <button type="button" className="layout-skip" onClick={skipToPage}>
        {t('app.skip')}
      </button>
      <header className="layout-bar">
        <Link to="/" className="layout-product">
          {t('app.product')}
        </Link>
        <nav className="layout-nav" aria-label={t('app.nav.label')}>
          {pages.map(page => (
            <NavLink key={page} to={`/${page}`} data-testid={`nav-${page}`}>
              {t(`app.nav.${page}`)}
            </NavLink>
          ))}
        </nav>
        {status?.training ? (
          <span className="layout-training" title={t('app.trainingLong')} data-testid="training-mark">
            {t('app.training')}
          </span>
        ) : null}
        <span className="layout-facility" title={status?.facilityName ?? ''}>
          {status?.facilityName}
        </span>
        <LineStatus />
        <KeyHelp />
        <span className="layout-choices">
          <DisplayChoices />
        </span>
        <UserPanel />
        <button type="button" className="quiet-button" onClick={() => void lockNow()} data-testid="lock">
          {t('app.lock')}
        </button>
      </header>
      <ClockBanner />
      <ResetBanner />
      {may(user?.roles, 'readClinical') ? <NewsBar /> : null}
      <main className="layout-page" id="page" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function skipToPage(): void {
  document.getElementById('page')?.focus();
}
