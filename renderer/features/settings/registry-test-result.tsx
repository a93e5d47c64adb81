import type { InferClientOutputs } from '@orpc/client';
import { useTranslation } from 'react-i18next';
import type { client } from '../../app/client.ts';

type Result = InferClientOutputs<typeof client>['registry']['test'];

/** What the registry said when it was asked what it can do. */
export function RegistryTestResult({ result }: { result: Result }) {
  const { t } = useTranslation();
  const { reachable, software, fhirVersion, training, missingOrganizations, lacks } = result;
  const items = (list: readonly string[]) => list.join(t('ui.listComma'));
  const isGood = reachable && missingOrganizations.length === 0 && lacks.length === 0;
  return (
    <div className={isGood ? 'settings-good' : 'settings-warn'} role="status" data-testid="registry-result">
      <strong>{t(reachable ? 'settings.registry.result.ok' : 'settings.registry.result.unreachable')}</strong>
      {reachable ? (
        <p>
          {t('settings.registry.result.software')} {software} · {t('settings.registry.result.fhirVersion')}{' '}
          {fhirVersion}
          {training ? ` · ${t('settings.registry.result.training')}` : ''}
        </p>
      ) : null}
      {missingOrganizations.length > 0 ? (
        <p>{t('settings.registry.result.missing', { items: items(missingOrganizations) })}</p>
      ) : null}
      {lacks.length > 0 ? <p>{t('settings.registry.result.lacks', { items: items(lacks) })}</p> : null}
    </div>
  );
}
