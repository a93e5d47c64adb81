import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

const EMPTY = { current: '', next: '', repeat: '' };

/** One's own password. Never kept as a draft. */
export function PasswordSection() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(EMPTY);
  const save = useMutation(api.session.changePassword.mutationOptions({ onSuccess: () => setTyped(EMPTY) }));
  const differs = typed.repeat !== '' && typed.repeat !== typed.next;
  const fields = ['current', 'next', 'repeat'] as const;
  const missing = fields.filter(field => typed[field] === '').map(field => t(`settings.password.${field}`));
  const hasTyped = missing.length < fields.length;
  return (
    <div className="settings-form">
      {fields.map(field => (
        <Field
          key={field}
          label={t(`settings.password.${field}`)}
          hint={field === 'next' ? t('settings.password.nextHint') : null}
          error={field === 'repeat' && differs ? t('settings.password.differs') : null}
          required
        >
          <TextField
            type="password"
            value={typed[field]}
            onChange={text => setTyped(present => ({ ...present, [field]: text }))}
            autoComplete={field === 'current' ? 'current-password' : 'new-password'}
            testId={`password-${field}`}
          />
        </Field>
      ))}
      {save.isSuccess && !hasTyped ? (
        <p className="settings-good" role="status" data-testid="password-changed">
          {t('settings.password.done')}
        </p>
      ) : null}
      <PrimaryAction
        label={t('settings.password.save')}
        missing={differs ? [...missing, t('settings.password.repeat')] : missing}
        pending={save.isPending}
        error={save.error}
        onRun={() => save.mutate({ current: typed.current, next: typed.next })}
      />
    </div>
  );
}
