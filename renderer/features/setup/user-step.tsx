import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { FirstUser } from '../../../shared/contract/application.ts';
import { AnswerField } from './answer-field.tsx';
import type { AnswerFaults } from './setup-form.ts';

type User = z.infer<typeof FirstUser>;

interface UserStepProps {
  value: User;
  repeat: string;
  faults: AnswerFaults;
  onChange(value: User): void;
  onRepeat(text: string): void;
}

export function UserStep({ value, repeat, faults, onChange, onRepeat }: UserStepProps) {
  const { t } = useTranslation();
  const set = (part: Partial<User>) => onChange({ ...value, ...part });
  return (
    <div className="setup-fields">
      <p className="note">{t('setup.user.explain')}</p>
      <div className="setup-grid">
        <AnswerField
          label={t('setup.user.displayName')}
          value={value.displayName}
          fault={faults['user.displayName']}
          onChange={displayName => set({ displayName })}
          testId="user-name"
          autoFocus
        />
        <AnswerField
          label={t('setup.user.title')}
          value={value.title}
          onChange={title => set({ title })}
          testId="user-title"
          optional
        />
        <AnswerField
          label={t('setup.user.login')}
          hint={t('setup.user.loginHint')}
          value={value.login}
          fault={faults['user.login']}
          onChange={login => set({ login })}
          lang="en"
          testId="user-login"
        />
        <AnswerField
          label={t('setup.user.phone')}
          hint={t('setup.user.phoneHint')}
          value={value.phone}
          onChange={phone => set({ phone })}
          lang="en"
          testId="user-phone"
          optional
        />
        <AnswerField
          label={t('setup.user.password')}
          hint={t('setup.user.passwordHint')}
          type="password"
          value={value.password}
          fault={faults['user.password']}
          onChange={password => set({ password })}
          autoComplete="new-password"
          testId="user-password"
        />
        <AnswerField
          label={t('setup.user.repeat')}
          type="password"
          value={repeat}
          fault={faults['user.repeat']}
          onChange={onRepeat}
          autoComplete="new-password"
          testId="user-repeat"
        />
      </div>
    </div>
  );
}
