import { useTranslation } from 'react-i18next';
import type { RoadFault } from '../../shared/referral/trust.ts';

/** Why a code or file was refused, and what to do; it stays until the next try. */
export function RoadFaultNote({ fault }: { fault: RoadFault | null }) {
  const { t } = useTranslation();
  if (fault === null) return null;
  return (
    <div className="error-note" role="alert" data-testid="road-fault" data-fault={fault}>
      <span className="error-note-mark" aria-hidden="true">
        !
      </span>
      <span>
        <strong>{t(`roads.fault.${fault}.what`)}</strong> {t(`roads.fault.${fault}.next`)}
      </span>
    </div>
  );
}
