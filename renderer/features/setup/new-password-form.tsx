import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface NewPasswordFormProps {
  recoveryKey: string;
  onDone(): Promise<void>;
}

/** After a restore by the recovery key: somebody needs a password to sign in with. */
export function NewPasswordForm({ recoveryKey, onDone }: NewPasswordFormProps) {
  const { t } = useTranslation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const recover = useMutation(api.backup.recover.mutationOptions({ onSuccess: onDone }));
  const missing = [
    ...(login.trim() === '' ? [t('setup.restore.newPassword.login')] : []),
    ...(password === '' ? [t('setup.restore.newPassword.password')] : []),
  ];
  return (
    <section className="setup-step">
      <h2>{t('setup.restore.newPassword.title')}</h2>
      <div className="setup-fields">
        <p>{t('setup.restore.newPassword.explain')}</p>
        <Field label={t('setup.restore.newPassword.login')}>
          <TextField value={login} onChange={setLogin} lang="en" autoComplete="off" autoFocus testId="recover-login" />
        </Field>
        <Field label={t('setup.restore.newPassword.password')} hint={t('setup.user.passwordHint')}>
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            testId="recover-password"
          />
        </Field>
      </div>
      <PrimaryAction
        label={t('setup.restore.newPassword.submit')}
        missing={missing}
        pending={recover.isPending}
        error={recover.error}
        onRun={() => recover.mutate({ recoveryKey, login, password })}
      />
    </section>
  );
}
