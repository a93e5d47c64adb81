import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BackupStatus } from '../../shared/contract/administration.ts';
import type { SyncStatus } from '../../shared/contract/transfer.ts';
import type { Instant } from '../../shared/records/time.ts';
import { clockText } from '../ui/delivery-wording.ts';
import { ageText } from '../ui/duration-text.ts';
import { useNow } from '../ui/use-now.ts';
import { api } from './api.ts';

/** Backup older than this is said in amber: it is made daily. */
const BACKUP_OLD_MS = 36 * 3_600_000;

const msSince = (instant: Instant, now: Instant) => Date.parse(now) - Date.parse(instant);

/** Last complete sync, length of the queue with its oldest, an open registry, age of the backup: by weight, the last gives way. */
export function LineStatus() {
  const now = useNow();
  const sync = useQuery(api.sync.status.queryOptions({ refetchInterval: 60_000 }));
  const registry = useQuery(api.registry.get.queryOptions());
  const backup = useQuery(api.backup.status.queryOptions({ refetchInterval: 600_000 }));
  const hasBackupFailed = backup.data !== undefined && failedSince(backup.data);
  const backupPart = backup.data ? <BackupPart status={backup.data} now={now} /> : null;
  return (
    <span className="line-status" data-testid="line-status">
      {sync.data ? <SyncParts status={sync.data} now={now} /> : null}
      {hasBackupFailed ? backupPart : null}
      {registry.data?.authMode === 'none' && registry.data.baseUrl !== '' ? <OpenRegistry /> : null}
      {hasBackupFailed ? null : backupPart}
    </span>
  );
}

function SyncParts({ status, now }: { status: SyncStatus; now: Instant }) {
  const { t } = useTranslation();
  const { configured, running, lastCompleteAt, lastError, queued, oldestUnsentAt } = status;
  const answering = lastCompleteAt !== null && lastError === null;
  const text = !configured
    ? t('app.notConfigured')
    : lastCompleteAt
      ? t('app.lastComplete', { time: clockText(lastCompleteAt, now).replace(/^(\d\d:\d\d):\d\d$/, '$1') })
      : t('app.neverComplete');
  const waiting = oldestUnsentAt ? t('app.oldestUnsent', { age: ageText(msSince(oldestUnsentAt, now), t) }) : '';
  return (
    <>
      <span className={answering ? 'line-status-part' : 'line-status-part warn'} data-testid="last-sync">
        <span className={answering ? 'line-status-dot full' : 'line-status-dot'} aria-hidden="true" />
        {running ? t('app.syncing') : text}
      </span>
      <span className={queued > 0 ? 'line-status-part warn' : 'line-status-part'} data-testid="queue-length">
        {t('app.queue', { total: queued })}
        {queued > 0 ? waiting : ''}
      </span>
    </>
  );
}

/** A registry that asks nobody who they are is a trial, and is called so on every page. */
function OpenRegistry() {
  const { t } = useTranslation();
  return (
    <span className="line-status-part warn" data-testid="registry-open">
      {t('app.noAuth')}
    </span>
  );
}

function BackupPart({ status, now }: { status: BackupStatus; now: Instant }) {
  const { t } = useTranslation();
  const { lastGoodAt } = status;
  const hasFailed = failedSince(status);
  const age = lastGoodAt === null ? null : msSince(lastGoodAt, now);
  const text = age === null ? t('app.backupNone') : t('app.backupAge', { age: ageText(age, t) });
  const tone = hasFailed ? 'loud' : age === null || age > BACKUP_OLD_MS ? 'warn' : '';
  return (
    <span className={`line-status-part ${tone}`} data-testid="backup-age" title={text}>
      <span>{hasFailed ? t('app.backupFailed') : text}</span>
    </span>
  );
}

const failedSince = ({ lastGoodAt, lastFailure }: BackupStatus): boolean =>
  lastFailure !== null && (lastGoodAt === null || lastFailure.at > lastGoodAt);
