import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/contract/administration.ts';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function ResetPasswordForm({ user, onClose }: { user: User; onClose(): void }) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const reset = useMutation(api.users.resetPassword.mutationOptions({ onSuccess: () => setPassword('') }));
  const name = `${user.displayName} (${user.login})`;
  return (
    <div className="settings-inline settings-form" data-testid="reset-password-form">
      <h3>
        {t('settings.users.resetPassword')} · {name}
      </h3>
      <Field label={t('settings.users.newPassword')} hint={t('settings.users.passwordHint')}>
        <TextField
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="new-password"
          autoFocus
          testId="reset-password"
        />
      </Field>
      {reset.isSuccess ? (
        <p className="settings-good" role="status">
          {t('settings.users.resetDone', { name })}
        </p>
      ) : null}
      <PrimaryAction
        label={t('settings.users.resetPassword')}
        missing={password === '' && !reset.isSuccess ? [t('settings.users.newPassword')] : []}
        pending={reset.isPending}
        error={reset.error}
        beside={<Button onClick={onClose}>{t('ui.close')}</Button>}
        onRun={() => {
          if (password !== '') reset.mutate({ id: user.id, password });
        }}
      />
    </div>
  );
}
