import { MAY, type Role } from '../../shared/contract/roles.ts';

export const SETTINGS_SECTIONS = [
  'facility',
  'users',
  'wards',
  'registry',
  'keys',
  'critical-values',
  'policy',
  'lab-import',
  'backup',
  'audit',
  'formulas',
  'model',
  'password',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

const mayOneOf = (roles: readonly Role[], allowed: readonly Role[]) => roles.some(role => allowed.includes(role));

/** The pages that a user with these roles is led to. The contract refuses the rest in any case. */
export function menuFor(roles: readonly Role[]): {
  pages: ('worklist' | 'outbox' | 'reader' | 'figures' | 'settings')[];
  home: string;
} {
  const pages = [
    ...(mayOneOf(roles, MAY.readRecords) ? (['worklist'] as const) : []),
    ...(mayOneOf(roles, MAY.readClinical) ? (['outbox', 'reader'] as const) : []),
    ...(mayOneOf(roles, MAY.figures) ? (['figures'] as const) : []),
    'settings' as const,
  ];
  return { pages, home: pages[0] === 'worklist' ? '/worklist' : `/settings/${settingsFor(roles)[0]}` };
}

/** The sections for these roles; everybody may change their own password. */
export function settingsFor(roles: readonly Role[]): SettingsSection[] {
  return SETTINGS_SECTIONS.filter(section => {
    if (section === 'password') return true;
    if (section === 'critical-values' || section === 'policy' || section === 'lab-import')
      return mayOneOf(roles, [...MAY.readClinical, ...MAY.administer]);
    if (section === 'formulas' || section === 'model') return mayOneOf(roles, [...MAY.readRecords, ...MAY.administer]);
    if (section === 'audit') return mayOneOf(roles, [...MAY.checkAudit, ...MAY.readAudit]);
    return mayOneOf(roles, MAY.administer);
  });
}

export const may = (roles: readonly Role[] | undefined, what: keyof typeof MAY): boolean =>
  roles !== undefined && mayOneOf(roles, MAY[what]);
