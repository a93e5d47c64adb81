import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AuditCheck } from '../../../shared/contract/administration.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AuditList } from './audit-list.tsx';

/** Everybody allowed here may check the chain; only an auditor reads it. */
export function AuditSection() {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const check = useMutation(api.audit.check.mutationOptions());
  const mayRead = may(roles, 'readAudit');
  return (
    <>
      <div>
        <Button
          type="primary"
          loading={check.isPending}
          onClick={() => check.mutate(undefined)}
          data-testid="audit-check"
        >
          {t(check.isPending ? 'settings.audit.checking' : 'settings.audit.check')}
        </Button>
      </div>
      <ErrorNote error={check.error} />
      {check.data ? <CheckResult check={check.data} /> : null}
      {mayRead ? <AuditList /> : <p className="note">{t('settings.audit.checkOnly')}</p>}
    </>
  );
}

function CheckResult({ check }: { check: AuditCheck }) {
  const { t } = useTranslation();
  if (check.fault === null) {
    return (
      <p className="settings-good" role="status" data-testid="audit-result">
        ✓ {t('settings.audit.ok', { total: check.events })}
      </p>
    );
  }
  return (
    <p className="settings-loud" role="alert" data-testid="audit-result">
      <strong>{t(`settings.audit.fault.${check.fault.kind}`, { seq: check.fault.seq })}</strong>{' '}
      {t('settings.audit.faultNext')}
    </p>
  );
}
