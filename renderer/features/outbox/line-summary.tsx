import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../shared/contract/transfer.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { clockText, reasonText } from '../../ui/delivery-wording.ts';
import { ageText } from '../../ui/duration-text.ts';

/** What the registry has answered, and when; nothing is concluded from the operating system's network sign. */
export function LineSummary({ status, now }: { status: SyncStatus; now: Instant }) {
  const { t } = useTranslation();
  if (!status.configured) return <p className="outbox-line outbox-line-warn">{t('outbox.notConfigured')}</p>;
  const { lastCompleteAt, lastAnswerAt, lastError, queued, oldestUnsentAt } = status;
  const never = t('outbox.status.never');
  const facts: [label: string, value: string][] = [
    [t('outbox.status.lastComplete'), lastCompleteAt ? clockText(lastCompleteAt, now) : never],
    [t('outbox.status.lastAnswer'), lastAnswerAt ? clockText(lastAnswerAt, now) : never],
    [t('outbox.status.queued'), String(queued)],
    ...(oldestUnsentAt
      ? [[t('outbox.status.oldest'), ageText(Date.parse(now) - Date.parse(oldestUnsentAt), t)] as [string, string]]
      : []),
    ...(lastError ? [[t('outbox.status.lastError'), reasonText(lastError, t)] as [string, string]] : []),
  ];
  return (
    <dl className="outbox-line" data-testid="line-summary">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
