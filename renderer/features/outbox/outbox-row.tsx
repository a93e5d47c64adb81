import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { OutboxLine } from '../../../shared/contract/transfer.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ageText } from '../../ui/duration-text.ts';
import { rowKeys } from '../../ui/row-keys.ts';
import { MaskedValue } from '../patient/masked-value.tsx';
import { urgentWaitMs } from './urgent-wait.ts';

export function OutboxRow({ line, now }: { line: OutboxLine; now: Instant }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => void navigate(`/patients/${line.patientId}/referral`);
  const waiting = urgentWaitMs(line, now);
  return (
    <tr {...rowKeys(open)} onClick={open} data-testid="outbox-row">
      <td>{line.number}</td>
      <td>
        <strong>
          <MaskedValue patientId={line.patientId} field="name" value={line.patientName} />
        </strong>
      </td>
      <td>
        {line.wardName}
        <span className="outbox-phone">
          {t('outbox.phone')} {line.wardPhone}
        </span>
      </td>
      <td>{wallClock(line.signedAt)}</td>
      <td>
        <DeliveryLabel delivery={line.delivery} withDetail />
        {waiting === null ? null : (
          <p className="outbox-call" role="alert">
            {t('outbox.callNow', { age: ageText(waiting, t), phone: line.wardPhone })}
          </p>
        )}
      </td>
      <td>
        <button
          type="button"
          className="quiet-button"
          onClick={event => {
            event.stopPropagation();
            open();
          }}
        >
          {t('outbox.open')}
        </button>
      </td>
    </tr>
  );
}
