import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../shared/records/time.ts';
import { durationText } from '../ui/duration-text.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { api } from './api.ts';
import { may } from './menu.ts';
import { useSession } from './session-store.ts';

/** A clock in doubt is said on every page until somebody has looked: all 48 hours are counted by it. */
export function ClockBanner() {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const clock = useQuery(api.deviceClock.status.queryOptions({ refetchInterval: 60_000 }));
  const confirm = useMutation(api.deviceClock.confirm.mutationOptions({ onSuccess: () => void clock.refetch() }));
  if (!clock.data) return null;
  const { movedBack, isSkewed, registryOffsetMs, now } = clock.data;
  if (movedBack) {
    return (
      <div className="clock-banner clock-banner-stop" role="alert" data-testid="clock-banner">
        <span>
          <strong>{t('app.clock.movedBack')}</strong>{' '}
          {t('app.clock.movedBackFromTo', { from: wallClock(movedBack.from), to: wallClock(movedBack.to) })}{' '}
          {t('app.clock.compare', { now: wallClock(now) })}
        </span>
        {may(roles, 'record') ? (
          <button
            type="button"
            className="quiet-button"
            disabled={confirm.isPending}
            onClick={() => confirm.mutate(undefined)}
            data-testid="clock-confirm"
          >
            {t('app.clock.confirm')}
          </button>
        ) : null}
        <ErrorNote error={confirm.error} />
      </div>
    );
  }
  if (!isSkewed || registryOffsetMs === null) return null;
  const time = durationText(Math.abs(registryOffsetMs), t);
  return (
    <div className="clock-banner" role="status" data-testid="clock-banner">
      {registryOffsetMs > 0 ? t('app.clock.slow', { time }) : t('app.clock.fast', { time })}
    </div>
  );
}
