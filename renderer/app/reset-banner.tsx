import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clockText } from '../ui/delivery-wording.ts';
import { useNow } from '../ui/use-now.ts';
import { api } from './api.ts';
import { may } from './menu.ts';
import { useSession } from './session-store.ts';

/** While nothing is sent because the registry is not what it was, every page says so. */
export function ResetBanner() {
  const { t } = useTranslation();
  const now = useNow();
  const roles = useSession(session => session.user?.roles);
  const status = useQuery(api.sync.status.queryOptions());
  const reset = status.data?.reset;
  if (!reset) return null;
  return (
    <div className="clock-banner clock-banner-stop" role="alert" data-testid="reset-banner">
      <span>
        <strong>{t(`reset.why.${reset.why}`)}</strong> {t('reset.stopped', { time: clockText(reset.at, now) })}{' '}
        {may(roles, 'administer') ? null : t('reset.whoDecides')}
      </span>
      {may(roles, 'administer') ? <Link to="/settings/registry">{t('reset.toSettings')}</Link> : null}
    </div>
  );
}
