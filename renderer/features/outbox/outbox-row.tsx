import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { OutboxLine } from '../../../shared/contract/transfer.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { DeliveryLabel } from '../../ui/delivery-label.tsx';
import { ageText } from '../../ui/duration-text.ts';
import { rowKeys } from '../../ui/row-keys.ts';
import { MaskedValue } from '../patient/masked-value.tsx';
import { OutboxProblems } from './outbox-problems.tsx';
import { RowDetails } from './row-details.tsx';
import { urgentWaitMs } from './urgent-wait.ts';

/** Where one referral is; below it what asks for a person, and the technical detail when it is asked for. */
export function OutboxRow({ line, now, columns }: { line: OutboxLine; now: Instant; columns: number }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [isTechnical, setTechnical] = useState(false);
  const open = () => void navigate(`/patients/${line.patientId}/referral`);
  const waiting = urgentWaitMs(line, now);
  const { referralId, patientId, wardPhone } = line;
  return (
    <>
      <tr {...rowKeys(open)} onClick={open} data-testid="outbox-row">
        <td>{line.number}</td>
        <td>
          <strong>
            <MaskedValue patientId={patientId} field="name" value={line.patientName} />
          </strong>
        </td>
        <td>
          {line.wardName}
          <span className="outbox-phone">
            {t('outbox.phone')} {wardPhone}
          </span>
        </td>
        <td>{wallClock(line.since)}</td>
        <td>
          <DeliveryLabel delivery={line.delivery} />
          {waiting === null ? null : (
            <p className="outbox-call" role="alert">
              {t('outbox.callNow', { age: ageText(waiting, t), phone: wardPhone })}
            </p>
          )}
        </td>
        <td>
          <button
            type="button"
            className="quiet-button"
            aria-expanded={isTechnical}
            onClick={event => {
              event.stopPropagation();
              setTechnical(!isTechnical);
            }}
            data-testid="outbox-technical"
          >
            {t(isTechnical ? 'outbox.hideDetails' : 'outbox.details')}
          </button>
        </td>
      </tr>
      {line.problems > 0 || isTechnical ? (
        <tr className="outbox-more">
          <td colSpan={columns}>
            {line.problems > 0 ? (
              <OutboxProblems referralId={referralId} patientId={patientId} phone={wardPhone} />
            ) : null}
            {isTechnical ? <RowDetails referralId={referralId} /> : null}
          </td>
        </tr>
      ) : null}
    </>
  );
}
