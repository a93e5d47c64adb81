import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/contract/administration.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { DeactivateForm } from './deactivate-form.tsx';
import { ResetPasswordForm } from './reset-password-form.tsx';
import { UserForm } from './user-form.tsx';

type Doing = { what: 'add' } | { what: 'edit' | 'resetPassword' | 'deactivate'; user: User };

const COLUMNS = ['name', 'login', 'roles', 'lastSignIn', 'state', 'action'] as const;
const ACTIONS = ['resetPassword', 'deactivate'] as const;

/** Who may sign in, and as what. A user is deactivated, never deleted: their signatures stay. */
export function UsersSection() {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing | null>(null);
  const users = useQuery(api.users.list.queryOptions());
  const close = () => setDoing(null);
  return (
    <>
      <ErrorNote error={users.error} onRetry={() => void users.refetch()} />
      {users.data ? (
        <table className="list-table settings-directory" data-testid="users">
          <thead>
            <tr>
              {COLUMNS.map(column => (
                <th key={column} scope="col" className={`settings-${column}`}>
                  {t(`settings.users.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {users.data.map(user => (
              <tr key={user.id} className={user.active ? '' : 'settings-off'}>
                <td>
                  {user.displayName} <span className="note">{user.title}</span>
                </td>
                <td>{user.login}</td>
                <td>{user.roles.map(role => t(`settings.users.role.${role}`)).join(t('ui.listComma'))}</td>
                <td>{user.lastSignInAt ? wallClock(user.lastSignInAt) : t('settings.users.never')}</td>
                <td>{t(user.active ? 'settings.users.active' : 'settings.users.inactive')}</td>
                <td className="settings-actions">
                  <button type="button" className="quiet-button" onClick={() => setDoing({ what: 'edit', user })}>
                    {t('ui.edit')}
                  </button>
                  {user.active
                    ? ACTIONS.map(what => (
                        <button
                          key={what}
                          type="button"
                          className="quiet-button"
                          onClick={() => setDoing({ what, user })}
                        >
                          {t(`settings.users.${what}`)}
                        </button>
                      ))
                    : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {doing === null ? (
        <div>
          <Button type="primary" onClick={() => setDoing({ what: 'add' })} data-testid="add-user">
            {t('settings.users.add')}
          </Button>
        </div>
      ) : null}
      {doing?.what === 'add' ? <UserForm user={null} onClose={close} /> : null}
      {doing?.what === 'edit' ? <UserForm key={doing.user.id} user={doing.user} onClose={close} /> : null}
      {doing?.what === 'resetPassword' ? (
        <ResetPasswordForm key={doing.user.id} user={doing.user} onClose={close} />
      ) : null}
      {doing?.what === 'deactivate' ? <DeactivateForm key={doing.user.id} user={doing.user} onClose={close} /> : null}
    </>
  );
}
