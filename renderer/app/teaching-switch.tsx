import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from './api.ts';
import { useSession } from './session-store.ts';

/** Hides who the patients are, for a screen that others see; while it is on, the bar says so and ends it. */
export function TeachingSwitch() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { status, setTeaching } = useSession();
  const isOn = status?.teaching === true;
  const teach = useMutation({
    ...api.session.teach.mutationOptions(),
    onSuccess: ({ teaching }) => {
      setTeaching(teaching);
      void queries.resetQueries(); // nothing that was answered before may stay on screen
    },
  });
  return (
    <button
      type="button"
      className={isOn ? 'layout-teaching' : 'quiet-button'}
      title={t('app.teaching.hint')}
      aria-pressed={isOn}
      disabled={teach.isPending}
      onClick={() => teach.mutate({ on: !isOn })}
      data-testid="teaching"
    >
      {t(isOn ? 'app.teaching.end' : 'app.teaching.start')}
    </button>
  );
}
