import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/contract/administration.ts';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

export function DeactivateForm({ user, onClose }: { user: User; onClose(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const deactivate = useMutation(
    api.users.deactivate.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.users.key() });
        onClose();
      },
    }),
  );
  return (
    <div className="settings-inline settings-form" data-testid="deactivate-form">
      <h3>
        {t('settings.users.deactivate')} · {user.displayName} ({user.login})
      </h3>
      <Field label={t('settings.users.reason')} hint={t('settings.users.deactivateExplain')} required>
        <TextField value={reason} onChange={setReason} autoFocus testId="deactivate-reason" />
      </Field>
      <PrimaryAction
        label={t('settings.users.deactivate')}
        missing={reason.trim() === '' ? [t('settings.users.reason')] : []}
        pending={deactivate.isPending}
        error={deactivate.error}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() => deactivate.mutate({ id: user.id, reason })}
      />
    </div>
  );
}
