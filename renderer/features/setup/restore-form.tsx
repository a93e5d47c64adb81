import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { NewPasswordForm } from './new-password-form.tsx';

/** Puts a backup in the place of an absent or unusable vault. Nothing is deleted; the services see to that. */
export function RestoreForm({ onDone }: { onDone(): Promise<void> }) {
  const { t } = useTranslation();
  const [folder, setFolder] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const [kind, setKind] = useState<'password' | 'recovery'>('password');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [recoveryKey, setRecoveryKey] = useState('');
  const [needsNewPassword, setNeedsNewPassword] = useState(false);

  const look = useMutation(api.backup.list.mutationOptions({ onSuccess: copies => setFile(copies[0]?.file ?? null) }));
  const restore = useMutation(
    api.backup.restore.mutationOptions({
      onSuccess: async answer => {
        if (answer.needsNewPassword) setNeedsNewPassword(true);
        else await onDone();
      },
    }),
  );

  if (needsNewPassword) return <NewPasswordForm recoveryKey={recoveryKey} onDone={onDone} />;

  const given = kind === 'password' ? { login, password } : { recoveryKey };
  const missing = [
    ...(file === null ? [t('setup.restore.missing.copy')] : []),
    ...Object.entries(given)
      .filter(([, text]) => text.trim() === '')
      .map(([field]) => t(`setup.restore.missing.${field as 'login' | 'password' | 'recoveryKey'}`)),
  ];
  const run = () => {
    if (file === null) return;
    const key = kind === 'password' ? { kind, login, password } : { kind, recoveryKey };
    restore.mutate({ folder: look.variables?.folder ?? folder, file, key });
  };

  return (
    <section className="setup-step" data-testid="restore-form">
      <h2>{t('setup.restore.title')}</h2>
      <div className="setup-fields">
        <p className="note">{t('setup.restore.explain')}</p>
        <Field label={t('setup.restore.folder')} hint={t('setup.restore.folderHint')}>
          <TextField
            value={folder}
            onChange={setFolder}
            onEnter={() => look.mutate({ folder })}
            autoComplete="off"
            testId="restore-folder"
          />
        </Field>
        <Button className="setup-add" onClick={() => look.mutate({ folder })} loading={look.isPending}>
          {t('setup.restore.look')}
        </Button>
        <ErrorNote error={look.error} />
        {look.data?.length === 0 ? <p role="status">{t('setup.restore.none')}</p> : null}
        {look.data && look.data.length > 0 ? (
          <Field label={t('setup.restore.choose')} group>
            <Choice
              value={file}
              options={look.data.map(copy => ({
                value: copy.file,
                label: `${wallClock(copy.at)} · ${t('setup.restore.size', { size: (copy.bytes / 1_048_576).toFixed(1) })}`,
              }))}
              onChange={setFile}
              testId="restore-copies"
            />
          </Field>
        ) : null}
        <Field label={t('setup.restore.by')} group>
          <Choice
            value={kind}
            options={[
              { value: 'password', label: t('setup.restore.byPassword') },
              { value: 'recovery', label: t('setup.restore.byRecovery') },
            ]}
            onChange={setKind}
            testId="restore-by"
          />
        </Field>
        {kind === 'password' ? (
          <div className="setup-row">
            <Field label={t('setup.restore.login')}>
              <TextField value={login} onChange={setLogin} lang="en" autoComplete="off" testId="restore-login" />
            </Field>
            <Field label={t('setup.restore.password')}>
              <TextField
                type="password"
                value={password}
                onChange={setPassword}
                autoComplete="off"
                testId="restore-password"
              />
            </Field>
          </div>
        ) : (
          <Field label={t('setup.restore.recoveryKey')}>
            <TextField
              lines={2}
              value={recoveryKey}
              onChange={setRecoveryKey}
              lang="en"
              autoComplete="off"
              testId="restore-recovery-key"
            />
          </Field>
        )}
      </div>
      <PrimaryAction
        label={t(restore.isPending ? 'setup.restore.working' : 'setup.restore.submit')}
        missing={missing}
        pending={restore.isPending}
        error={restore.error}
        onRun={run}
        testId="restore"
      />
    </section>
  );
}
