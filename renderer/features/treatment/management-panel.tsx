import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagementItemId } from '../../../shared/clinical/management.ts';
import type { OrganName } from '../../../shared/clinical/organ-name.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { ManagementLine, ManagementList } from '../../../shared/records/management-list.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import './management-panel.css';

/** The checklist by organ failures: whose count it is, what it asks for and why, what was done, when and by whom. */
export function ManagementPanel({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ManagementItemId | null>(null);
  const mayRecord = may(
    useSession(session => session.user?.roles),
    'record',
  );
  const list = useQuery(api.management.list.queryOptions({ input: { episodeId: episode.id } }));
  const renew = () => queries.invalidateQueries({ queryKey: api.management.key() });
  const done = {
    onSuccess: async () => {
      setAsked(null);
      await renew();
    },
    onError: () => void renew(),
  };
  const tick = useMutation(api.management.tick.mutationOptions(done));
  const untick = useMutation(api.management.untick.mutationOptions(done));
  const lines = list.data?.lines ?? [];
  const due = lines.filter(({ isDue }) => isDue);
  const of = ({ item, version }: ManagementLine) => ({ episodeId: episode.id, item, version });
  return (
    <section className="management" data-testid="management" aria-label={t('management.title')}>
      <h2 className="panel-head">
        {t('management.title')}
        {due.length > 0 ? (
          <span className="note">
            {t('management.progress', { done: due.filter(line => line.done !== null).length, total: due.length })}
          </span>
        ) : null}
      </h2>
      <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
      {list.data ? <Failures failures={list.data.failures} /> : null}
      <p className="note">{t('management.basis')}</p>
      <ErrorNote error={tick.error} />
      <ul className="management-list">
        {lines.map(line => (
          <li key={line.item} data-testid={`item-${line.item}`}>
            <label className="management-item">
              <input
                type="checkbox"
                checked={line.done !== null}
                disabled={!mayRecord || tick.isPending || (!line.isDue && line.done === null)}
                onChange={() => (line.done === null ? tick.mutate(of(line)) : setAsked(line.item))}
              />
              <span>{t(`clinical.management.item.${line.item}`)}</span>
            </label>
            <span className="management-done">{line.done ? t('management.done', markText(line.done)) : ''}</span>
            <span className="note">
              {[line.rule, line.source].filter(Boolean).join(' · ')}
              {line.isDue ? '' : ` · ${t('management.notDue')}`}
              {line.undone
                ? ` · ${t('management.undone', { ...markText(line.undone), reason: line.undone.reason })}`
                : ''}
            </span>
            {asked === line.item && line.done !== null ? (
              <VoidQuestion
                label={t('management.untick', { item: t(`clinical.management.item.${line.item}`) })}
                action={t('management.untickDo')}
                pending={untick.isPending}
                error={untick.error}
                onVoid={reason => untick.mutate({ ...of(line), reason })}
                onCancel={() => setAsked(null)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

const markText = ({ at, by }: { at: string; by: string }) => ({ by, time: wallClock(at) });

function Failures({ failures }: { failures: ManagementList['failures'] }) {
  const { t } = useTranslation();
  if (failures === null) return <p>{t('management.none')}</p>;
  const { at, failed, carried, notAssessed, programmeClass } = failures;
  const names = (organs: readonly OrganName[]) =>
    organs.map(organ => t(`clinical.organ.${organ}`)).join(t('ui.listComma'));
  const total = failed.length + carried.length;
  return (
    <p className="management-failures" data-testid="failures">
      <strong>
        {total === 0 ? t('management.noFailure') : t('management.failures', { total })}
        {total === 0 ? '' : ` (${names([...failed, ...carried])})`}
      </strong>
      {programmeClass ? (
        <span>{t('management.class', { label: programmeClass.label, percent: programmeClass.percent })}</span>
      ) : null}
      {carried.length > 0 ? <span>{t('management.carried', { organs: names(carried) })}</span> : null}
      {notAssessed.length > 0 ? (
        <span className="management-open">{t('management.notAssessed', { organs: names(notAssessed) })}</span>
      ) : null}
      <span className="note">{t('management.at', { time: wallClock(at) })}</span>
    </p>
  );
}
