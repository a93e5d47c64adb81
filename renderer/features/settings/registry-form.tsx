import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  AUTH_MODES,
  type AuthMode,
  type RegistryAccess,
  type RegistryAuth,
} from '../../../shared/contract/registry.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RegistryKey } from './registry-key.tsx';
import { SavedNote } from './saved-note.tsx';

interface RegistryFormProps {
  stored: { baseUrl: string; authMode: AuthMode; fhirBase: string };
  access: RegistryAccess;
  /** The rest of the access, between the questions and the button. */
  children: ReactNode;
}

/** Address and way of authentication; of a secret only when it was set. */
export function RegistryForm({ stored, access, children }: RegistryFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [baseUrl, setBaseUrl] = useState(stored.baseUrl);
  const [mode, setMode] = useState<AuthMode>(stored.baseUrl === '' ? 'smart' : stored.authMode);
  const [clientId, setClientId] = useState(access.clientId);
  const [token, setToken] = useState('');
  const [isConfirmed, setConfirmed] = useState(stored.authMode === 'none' && stored.baseUrl !== '');
  const save = useMutation(
    api.registry.set.mutationOptions({
      onSuccess: () => {
        setToken('');
        void queries.invalidateQueries({ queryKey: api.registry.key() });
        void queries.invalidateQueries({ queryKey: api.sync.key() });
      },
    }),
  );
  const { tokenSetAt } = access;
  const auth: Record<AuthMode, RegistryAuth> = {
    smart: { mode: 'smart', clientId },
    bearer: { mode: 'bearer', token: token.trim() === '' ? null : token.trim() },
    mtls: { mode: 'mtls' },
    none: { mode: 'none', confirmed: true },
  };
  const missing: Record<AuthMode, readonly (string | null)[]> = {
    smart: [clientId.trim() === '' ? t('registry.clientId') : null, access.clientKey ? null : t('registry.key.title')],
    bearer: [token.trim() === '' && tokenSetAt === null ? t('registry.token') : null],
    mtls: [access.certificate ? null : t('registry.more.certificate')],
    none: [isConfirmed ? null : t('registry.none.confirm')],
  };
  return (
    <>
      <Field label={t('registry.baseUrl')} hint={t('registry.baseUrlHint')}>
        <TextField
          type="url"
          value={baseUrl}
          onChange={setBaseUrl}
          lang="en"
          autoComplete="off"
          testId="registry-url"
        />
      </Field>
      <Field label={t('registry.auth')} group>
        <Choice
          value={mode}
          options={AUTH_MODES.map(each => ({ value: each, label: t(`registry.mode.${each}`) }))}
          onChange={setMode}
          testId="registry-auth"
        />
      </Field>
      {mode === 'smart' ? (
        <>
          <Field label={t('registry.clientId')} hint={t('registry.clientIdHint')} required>
            <TextField
              value={clientId}
              onChange={setClientId}
              lang="en"
              autoComplete="off"
              testId="registry-client-id"
            />
          </Field>
          <RegistryKey clientKey={access.clientKey} />
        </>
      ) : null}
      {mode === 'bearer' ? (
        <Field
          label={t('registry.token')}
          hint={tokenSetAt === null ? t('registry.tokenHint') : t('registry.tokenSet', { time: wallClock(tokenSetAt) })}
          required={tokenSetAt === null}
        >
          <TextField type="password" value={token} onChange={setToken} autoComplete="off" testId="registry-token" />
        </Field>
      ) : null}
      {mode === 'mtls' && !access.certificate ? (
        <p className="settings-warn">{t('registry.needsCertificate')}</p>
      ) : null}
      {mode === 'none' ? (
        <div className="settings-warn">
          <p>{t('registry.none.explain')}</p>
          <label className="choice-option">
            <input
              type="checkbox"
              checked={isConfirmed}
              onChange={event => setConfirmed(event.target.checked)}
              data-testid="registry-none-confirm"
            />
            {t('registry.none.confirm')}
          </label>
        </div>
      ) : null}
      <div className="registry-more">{children}</div>
      <dl className="fact-lines">
        <div>
          <dt>{t('registry.fhirBase')}</dt>
          <dd>{stored.fhirBase || t('registry.notSet')}</dd>
        </div>
      </dl>
      <PrimaryAction
        label={t('registry.save')}
        missing={missing[mode].filter(name => name !== null)}
        pending={save.isPending}
        error={save.error}
        fieldNames={{
          baseUrl: t('registry.baseUrl'),
          'auth.token': t('registry.token'),
          'auth.clientId': t('registry.clientId'),
          clientKey: t('registry.key.title'),
          certificate: t('registry.more.certificate'),
        }}
        beside={<SavedNote at={save.isSuccess ? save.submittedAt : 0} />}
        onRun={() => save.mutate({ baseUrl, auth: auth[mode] })}
      />
    </>
  );
}
