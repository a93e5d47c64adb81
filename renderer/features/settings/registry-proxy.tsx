import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegistryAccess } from '../../../shared/contract/registry.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { RegistryPart, useAccessAnswer } from './registry-part.tsx';
import { SavedNote } from './saved-note.tsx';

/** The proxy between this computer and the registry. */
export function RegistryProxy({ access: { proxy } }: { access: RegistryAccess }) {
  const { t } = useTranslation();
  const take = useAccessAnswer();
  const [url, setUrl] = useState(proxy?.url ?? '');
  const [user, setUser] = useState(proxy?.user ?? '');
  const [password, setPassword] = useState('');
  const set = useMutation(
    api.registry.setProxy.mutationOptions({
      onSuccess: answer => {
        take(answer);
        setPassword('');
        setUrl(answer.proxy?.url ?? '');
        setUser(answer.proxy?.user ?? '');
      },
    }),
  );
  const state = proxy
    ? t(proxy.user === '' ? 'registry.proxy.state' : 'registry.proxy.stateUser', { url: proxy.url, user: proxy.user })
    : t('registry.notSet');
  const setAt = proxy?.passwordSetAt ?? null;
  const save = () => {
    const given = { url: url.trim(), user: user.trim(), password: password === '' ? null : password };
    set.mutate({ proxy: given.url === '' ? null : given });
  };
  return (
    <RegistryPart part="proxy" state={state}>
      <p className="note">{t('registry.proxy.explain')}</p>
      <div className="settings-grid">
        <Field label={t('registry.proxy.url')} hint={t('registry.proxy.urlHint')}>
          <TextField type="url" value={url} onChange={setUrl} lang="en" autoComplete="off" testId="proxy-url" />
        </Field>
        <span />
        <Field label={t('registry.proxy.user')}>
          <TextField value={user} onChange={setUser} lang="en" autoComplete="off" testId="proxy-user" />
        </Field>
        <Field
          label={t('registry.proxy.password')}
          hint={setAt === null ? undefined : t('registry.proxy.passwordSet', { time: wallClock(setAt) })}
        >
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="off"
            testId="proxy-password"
          />
        </Field>
      </div>
      <div>
        <Button loading={set.isPending} onClick={save} data-testid="proxy-save">
          {t('registry.proxy.save')}
        </Button>{' '}
        <SavedNote at={set.isSuccess ? set.submittedAt : 0} />
      </div>
      <ErrorNote error={set.error} fieldNames={{ 'proxy.url': t('registry.proxy.url') }} />
    </RegistryPart>
  );
}
