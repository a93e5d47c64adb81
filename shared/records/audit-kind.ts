/**
 * Kinds of audit events, for the filter of the log, by the beginning of the action's name. An action belongs to the first
 * kind that names it or its area; what no kind names is an entry in a record.
 */
export const AUDIT_KINDS = [
  'read',
  'reveal',
  'output',
  'record',
  'referral',
  'transfer',
  'session',
  'settings',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Whole actions, or areas (`sync`) whose actions begin with them and a dot. */
export const ACTIONS_OF_KIND: Record<Exclude<AuditKind, 'record'>, readonly string[]> = {
  read: ['patients.get', 'received.get'],
  reveal: ['patients.reveal'],
  output: ['packet', 'audit.export', 'figures.export', 'sealedFiles', 'received.exportAnswer', 'received.attachment'],
  referral: ['referrals', 'departures', 'returns', 'received'],
  transfer: ['sync', 'outbox'],
  session: ['session', 'setup'],
  settings: [
    'users',
    'facility',
    'wards',
    'backup',
    'registry',
    'formulas',
    'models',
    'deviceClock',
    'policy',
    'trust',
    'labProfiles',
    'labInbox',
    'criticalValues.sign',
    'patients.index',
  ],
};

const belongs = (action: string, area: string) => action === area || action.startsWith(`${area}.`);

export function auditKind(action: string): AuditKind {
  for (const kind of AUDIT_KINDS)
    if (kind !== 'record' && ACTIONS_OF_KIND[kind].some(area => belongs(action, area))) return kind;
  return 'record';
}
