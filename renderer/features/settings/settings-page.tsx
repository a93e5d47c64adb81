import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, NavLink, useParams } from 'react-router';
import { type SettingsSection, settingsFor } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { AuditSection } from './audit-section.tsx';
import { BackupSection } from './backup-section.tsx';
import { CriticalSection } from './critical-section.tsx';
import { FacilitySection } from './facility-section.tsx';
import { FormulasSection } from './formulas-section.tsx';
import { KeysSection } from './keys/keys-section.tsx';
import { LabImportSection } from './lab-import-section.tsx';
import { ModelSection } from './model-section.tsx';
import { PasswordSection } from './password-section.tsx';
import { PolicySection } from './policy-section.tsx';
import { RegistrySection } from './registry-section.tsx';
import { UsersSection } from './users-section.tsx';
import { WardsSection } from './wards-section.tsx';
import '../../ui/list-table.css';
import './settings.css';

const SECTIONS: Record<SettingsSection, ComponentType> = {
  facility: FacilitySection,
  users: UsersSection,
  wards: WardsSection,
  registry: RegistrySection,
  keys: KeysSection,
  'critical-values': CriticalSection,
  policy: PolicySection,
  'lab-import': LabImportSection,
  backup: BackupSection,
  audit: AuditSection,
  formulas: FormulasSection,
  model: ModelSection,
  password: PasswordSection,
};

/** The sections that this user's roles allow, one at a time. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const { section } = useParams();
  const roles = useSession(session => session.user?.roles) ?? [];
  const allowed = settingsFor(roles);
  const current = allowed.find(each => each === section);
  if (!current) return <Navigate to={`/settings/${allowed[0]}`} replace />;
  const Section = SECTIONS[current];
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={t('settings.title')}>
        <h1>{t('settings.title')}</h1>
        {allowed.map(each => (
          <NavLink key={each} to={`/settings/${each}`} data-testid={`settings-${each}`}>
            {t(`settings.section.${each}`)}
          </NavLink>
        ))}
      </nav>
      <section className="settings-section" aria-label={t(`settings.section.${current}`)} key={current}>
        <h2>{t(`settings.section.${current}`)}</h2>
        <Section />
      </section>
    </div>
  );
}
