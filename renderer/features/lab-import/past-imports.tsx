import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabImport } from '../../../shared/records/lab-import.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { itemName } from '../labs/value-wording.ts';

/** The batches of the episode, newest first, each with its way back. */
export function PastImports({ episode }: { episode: Episode }) {
  const { t } = useTranslation();
  const imports = useQuery(api.labImports.list.queryOptions({ input: { episodeId: episode.id } }));
  return (
    <section className="import-past" aria-label={t('labImport.past.title')}>
      <h2>{t('labImport.past.title')}</h2>
      <ErrorNote error={imports.error} onRetry={() => void imports.refetch()} />
      {imports.data?.length === 0 ? <p className="note">{t('labImport.past.none')}</p> : null}
      <ul>
        {imports.data?.map(batch => (
          <PastImport key={batch.id} batch={batch} />
        ))}
      </ul>
    </section>
  );
}

function PastImport({ batch }: { batch: LabImport }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const undo = useMutation(
    api.labImports.undo.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queries.invalidateQueries({ queryKey: api.labImports.list.key() });
      },
    }),
  );
  const changed = batch.changedSince
    .map(({ code, sampledAt, by }) =>
      t('labImport.past.keptItem', { item: itemName(labItem(code), i18n.language), time: wallClock(sampledAt), by }),
    )
    .join(t('ui.listComma'));
  return (
    <li data-testid="past-import" className={batch.undoneAt ? 'import-undone' : undefined}>
      <span>
        {t('labImport.past.line', {
          time: wallClock(batch.importedAt),
          by: batch.importedBy,
          added: batch.added,
          corrected: batch.corrected,
        })}{' '}
        <small>{[batch.fileName, batch.laboratory].filter(text => text !== '').join(' · ')}</small>{' '}
        {batch.undoneAt === null && !isAsking ? (
          <button type="button" className="quiet-button" onClick={() => setAsking(true)} data-testid="undo-import">
            {t('labImport.past.undo')}
          </button>
        ) : null}
      </span>
      {batch.undoneAt ? (
        <p className="note">
          {t('labImport.past.undone', {
            time: wallClock(batch.undoneAt),
            by: batch.undoneBy ?? '',
            reason: batch.undoReason ?? '',
          })}
        </p>
      ) : null}
      {isAsking ? (
        <>
          {changed === '' ? null : <p role="alert">{t('labImport.past.kept', { items: changed })}</p>}
          <VoidQuestion
            label={t('labImport.past.undoAsk')}
            action={t('labImport.past.undoDo')}
            pending={undo.isPending}
            error={undo.error}
            onVoid={reason => undo.mutate({ id: batch.id, version: batch.version, reason })}
            onCancel={() => setAsking(false)}
          />
        </>
      ) : null}
    </li>
  );
}
