import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { User } from '../../../shared/contract/administration.ts';
import { ROLES, Role } from '../../../shared/contract/roles.ts';
import { api } from '../../app/api.ts';
import { useDraft } from '../../app/use-draft.ts';
import { DraftNote } from '../../ui/draft-note.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { TextField } from '../../ui/text-field.tsx';

const UserDraft = z.object({
  displayName: z.string(),
  title: z.string(),
  login: z.string(),
  phone: z.string(),
  roles: z.array(Role),
});
type UserDraft = z.infer<typeof UserDraft>;

const BLANK: UserDraft = { displayName: '', title: '', login: '', phone: '', roles: [] };
const TEXTS = ['displayName', 'title', 'login', 'phone'] as const;
const NEEDED = ['displayName', 'login'] as const;

interface UserFormProps {
  /** Null for a new one. */
  user: User | null;
  onClose(): void;
}

/** Adds a user or changes one. The first password is typed here but never kept as a draft. */
export function UserForm({ user, onClose }: UserFormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const initial: UserDraft = user ?? BLANK;
  const draft = useDraft(`settings.user.${user?.id ?? 'new'}`, initial, body => UserDraft.safeParse(body).data ?? null);
  const [password, setPassword] = useState('');
  const done = {
    onSuccess: async () => {
      await draft.discard();
      await queries.invalidateQueries({ queryKey: api.users.key() });
      onClose();
    },
  };
  const add = useMutation(api.users.add.mutationOptions(done));
  const update = useMutation(api.users.update.mutationOptions(done));
  const { displayName, title, login, phone, roles } = draft.value;
  const set = (part: Partial<UserDraft>) => draft.change(present => ({ ...present, ...part }));
  const isConflict = roles.includes('administrator') && roles.includes('auditor');
  const missing = [
    ...NEEDED.filter(field => draft.value[field].trim() === '').map(field => t(`settings.users.${field}`)),
    ...(roles.length === 0 || isConflict ? [t('settings.users.roles')] : []),
    ...(user === null && password === '' ? [t('settings.users.password')] : []),
  ];

  return (
    <div className="settings-inline settings-form" data-testid="user-form">
      <h3>{t(user ? 'settings.users.edit' : 'settings.users.add')}</h3>
      <DraftNote restored={draft.restored} savedAt={draft.savedAt} onDiscard={() => void draft.discard(initial)} />
      <div className="settings-grid">
        {TEXTS.map(field => (
          <Field
            key={field}
            label={t(`settings.users.${field}`)}
            hint={field === 'login' && !user ? t('settings.users.loginHint') : null}
            required={field === 'displayName' || field === 'login'}
          >
            <TextField
              value={draft.value[field]}
              onChange={text => set({ [field]: text })}
              readOnly={!draft.ready || (field === 'login' && user !== null)}
              autoFocus={field === 'displayName'}
              lang={field === 'login' || field === 'phone' ? 'en' : undefined}
              autoComplete="off"
              testId={`user-${field}`}
            />
          </Field>
        ))}
      </div>
      <Field
        label={t('settings.users.roles')}
        hint={t('settings.users.rolesHint')}
        error={isConflict ? t('settings.users.conflict') : null}
        group
      >
        <div className="settings-checks">
          {ROLES.map(role => (
            <label key={role} className="choice-option">
              <input
                type="checkbox"
                checked={roles.includes(role)}
                onChange={event =>
                  set({ roles: event.target.checked ? [...roles, role] : roles.filter(each => each !== role) })
                }
                data-testid={`role-${role}`}
              />
              {t(`settings.users.role.${role}`)}
            </label>
          ))}
        </div>
      </Field>
      {user === null ? (
        <Field label={t('settings.users.password')} hint={t('settings.users.passwordHint')} required>
          <TextField
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            testId="user-password"
          />
        </Field>
      ) : null}
      <PrimaryAction
        label={t(user ? 'settings.users.saveEdit' : 'settings.users.saveNew')}
        missing={missing}
        pending={add.isPending || update.isPending}
        error={add.error ?? update.error ?? draft.error}
        fieldNames={{ login: t('settings.users.login'), password: t('settings.users.password') }}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() => {
          const fields = { displayName, title, phone, roles };
          if (user) update.mutate({ id: user.id, version: user.version, fields });
          else add.mutate({ ...fields, login, password });
        }}
      />
    </div>
  );
}
