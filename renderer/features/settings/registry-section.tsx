import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RegistryAuthority } from './registry-authority.tsx';
import { RegistryCertificate } from './registry-certificate.tsx';
import { RegistryForm } from './registry-form.tsx';
import { RegistryHosts } from './registry-hosts.tsx';
import { RegistryProxy } from './registry-proxy.tsx';
import { RegistryReportView } from './registry-report.tsx';
import { ResetPanel } from './reset-panel.tsx';

/** How the registry is reached, what it can do, and the access to it. */
export function RegistrySection() {
  const registry = useQuery(api.registry.get.queryOptions());
  const access = useQuery(api.registry.access.queryOptions());
  const error = registry.error ?? access.error;
  if (error)
    return <ErrorNote error={error} onRetry={() => void Promise.all([registry.refetch(), access.refetch()])} />;
  if (!registry.data || !access.data) return null;
  return (
    <div className="settings-form settings-registry">
      <ResetPanel />
      <RegistryTest isSet={registry.data.baseUrl !== ''} />
      <RegistryForm stored={registry.data} access={access.data}>
        <RegistryCertificate access={access.data} />
        <RegistryAuthority access={access.data} />
        <RegistryProxy access={access.data} />
        <RegistryHosts access={access.data} />
      </RegistryForm>
    </div>
  );
}

function RegistryTest({ isSet }: { isSet: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const test = useMutation(
    api.registry.test.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.sync.key() }),
    }),
  );
  return (
    <>
      <div>
        <Button
          loading={test.isPending}
          disabled={!isSet}
          onClick={() => test.mutate(undefined)}
          data-testid="registry-test"
        >
          {t(test.isPending ? 'registry.testing' : 'registry.test')}
        </Button>{' '}
        <span className="note">{t('registry.testSaved')}</span>
      </div>
      <ErrorNote error={test.error} />
      {test.data && !test.isPending ? <RegistryReportView report={test.data} /> : null}
    </>
  );
}
