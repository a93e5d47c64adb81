import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupStatus } from '../../../shared/contract/administration.ts';
import { errors as errorTexts } from '../../../shared/i18n/zh-CN/errors.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ageText } from '../../ui/duration-text.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';

const isErrorKey = (code: string): code is keyof typeof errorTexts => Object.hasOwn(errorTexts, code);

/** Age, place and copies of the backups; a failure stands first. */
export function BackupSection() {
  const status = useQuery(api.backup.status.queryOptions());
  if (status.error) return <ErrorNote error={status.error} onRetry={() => void status.refetch()} />;
  return status.data ? <Backups status={status.data} /> : null;
}

function Backups({ status }: { status: BackupStatus }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const now = useNow();
  const [folder, setFolder] = useState<string | null>(null);
  const take = (answer: BackupStatus) => queries.setQueryData(api.backup.status.queryKey(), answer);
  const again = () => void queries.invalidateQueries({ queryKey: api.backup.key() });
  const run = useMutation(api.backup.run.mutationOptions({ onSuccess: take, onError: again }));
  const move = useMutation(
    api.backup.setFolder.mutationOptions({
      onSuccess: answer => {
        take(answer);
        setFolder(null);
      },
    }),
  );
  const { lastGoodAt, lastFailure, copies } = status;
  const isFailing = lastFailure !== null && (lastGoodAt === null || lastFailure.at > lastGoodAt);
  const typedFolder = folder ?? status.folder;

  return (
    <div className="settings-form">
      {isFailing ? (
        <p className="settings-warn" role="alert" data-testid="backup-failing">
          {t('settings.backup.failed', { time: wallClock(lastFailure.at) })}{' '}
          {isErrorKey(lastFailure.code) ? t(`errors.${lastFailure.code}.next`) : lastFailure.code}
        </p>
      ) : null}
      <p className="note">{t('settings.backup.explain')}</p>
      <dl className="fact-lines">
        <div>
          <dt>{t('settings.backup.lastGood')}</dt>
          <dd data-testid="backup-last-good">
            {lastGoodAt
              ? `${wallClock(lastGoodAt)} · ${t('worklist.ago', { age: ageText(Date.parse(now) - Date.parse(lastGoodAt), t) })}`
              : t('settings.backup.never')}
          </dd>
        </div>
      </dl>
      <div>
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate(undefined)} data-testid="backup-run">
          {t(run.isPending ? 'settings.backup.running' : 'settings.backup.run')}
        </Button>
      </div>
      <ErrorNote error={run.error} />
      <Field label={t('settings.backup.folder')} hint={t('settings.backup.folderHint')}>
        <TextField value={typedFolder} onChange={setFolder} autoComplete="off" testId="backup-folder" />
      </Field>
      <div>
        <Button
          loading={move.isPending}
          disabled={typedFolder.trim() === '' || typedFolder === status.folder}
          onClick={() => move.mutate({ folder: typedFolder })}
          data-testid="backup-set-folder"
        >
          {t('settings.backup.setFolder')}
        </Button>
      </div>
      <ErrorNote error={move.error} />
      <h3>{t('settings.backup.copies')}</h3>
      {copies.length === 0 ? (
        <p className="note">{t('settings.backup.none')}</p>
      ) : (
        <table className="list-table" data-testid="backup-copies">
          <thead>
            <tr>
              <th scope="col">{t('settings.backup.column.at')}</th>
              <th scope="col">{t('settings.backup.column.size')}</th>
              <th scope="col">{t('settings.backup.column.file')}</th>
            </tr>
          </thead>
          <tbody>
            {copies.map(copy => (
              <tr key={copy.file}>
                <td>{wallClock(copy.at)}</td>
                <td>{t('settings.backup.size', { size: (copy.bytes / 1_048_576).toFixed(1) })}</td>
                <td>{copy.file}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
