import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RegistryTestResult } from './registry-test-result.tsx';
import { SavedNote } from './saved-note.tsx';

export function RegistrySection() {
  const registry = useQuery(api.registry.get.queryOptions());
  if (registry.error) return <ErrorNote error={registry.error} onRetry={() => void registry.refetch()} />;
  return registry.data ? <RegistryForm stored={registry.data} /> : null;
}

interface Stored {
  baseUrl: string;
  authMode: 'none' | 'bearer';
  fhirBase: string;
}

const MODES = ['none', 'bearer'] as const;

function RegistryForm({ stored }: { stored: Stored }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [baseUrl, setBaseUrl] = useState(stored.baseUrl);
  const [mode, setMode] = useState(stored.authMode);
  const [token, setToken] = useState('');
  const save = useMutation(
    api.registry.set.mutationOptions({
      onSuccess: () => {
        setToken('');
        void queries.invalidateQueries({ queryKey: api.registry.key() });
        void queries.invalidateQueries({ queryKey: api.sync.key() });
      },
    }),
  );
  const test = useMutation(api.registry.test.mutationOptions());
  const needsToken = mode === 'bearer' && token.trim() === '';
  return (
    <div className="settings-form">
      <Field label={t('settings.registry.baseUrl')} hint={t('settings.registry.baseUrlHint')}>
        <TextField
          type="url"
          value={baseUrl}
          onChange={setBaseUrl}
          lang="en"
          autoComplete="off"
          testId="registry-url"
        />
      </Field>
      <Field label={t('settings.registry.auth')} group>
        <Choice
          value={mode}
          options={MODES.map(each => ({ value: each, label: t(`settings.registry.authMode.${each}`) }))}
          onChange={setMode}
          testId="registry-auth"
        />
      </Field>
      {mode === 'bearer' ? (
        <Field label={t('settings.registry.token')} hint={t('settings.registry.tokenHint')} required>
          <TextField type="password" value={token} onChange={setToken} autoComplete="off" testId="registry-token" />
        </Field>
      ) : null}
      <dl className="settings-facts">
        <div>
          <dt>{t('settings.registry.fhirBase')}</dt>
          <dd>{stored.fhirBase || t('settings.registry.notSet')}</dd>
        </div>
      </dl>
      <div>
        <Button
          loading={test.isPending}
          disabled={stored.baseUrl === ''}
          onClick={() => test.mutate(undefined)}
          data-testid="registry-test"
        >
          {t(test.isPending ? 'settings.registry.testing' : 'settings.registry.test')}
        </Button>{' '}
        <span className="note">{t('settings.registry.testSaved')}</span>
      </div>
      <ErrorNote error={test.error} />
      {test.data ? <RegistryTestResult result={test.data} /> : null}
      <PrimaryAction
        label={t('settings.registry.save')}
        missing={needsToken ? [t('settings.registry.token')] : []}
        pending={save.isPending}
        error={save.error}
        fieldNames={{ baseUrl: t('settings.registry.baseUrl'), 'auth.token': t('settings.registry.token') }}
        beside={<SavedNote at={save.isSuccess ? save.submittedAt : 0} />}
        onRun={() => save.mutate({ baseUrl, auth: mode === 'bearer' ? { mode, token: token.trim() } : { mode } })}
      />
    </div>
  );
}
