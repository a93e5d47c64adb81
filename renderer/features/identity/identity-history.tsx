import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Merge } from '../../../shared/contract/identity.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import './identity.css';

/** Names that the patient had here, and what was merged, with the way to undo it. */
export function IdentityHistory({ patientId }: { patientId: string }) {
  const { t } = useTranslation();
  const history = useQuery(api.identity.history.queryOptions({ input: { id: patientId } }));
  if (!history.data) return <ErrorNote error={history.error} onRetry={() => void history.refetch()} />;
  const { formerNames, merges } = history.data;
  return (
    <section className="identity-history" aria-label={t('identity.history.title')} data-testid="identity-history">
      <ul>
        {formerNames.map(({ name, until, by }) => (
          <li key={name}>{t('identity.history.former', { name, time: wallClock(until), by })}</li>
        ))}
        {merges.map(merge => (
          <MergeLine key={merge.id} merge={merge} />
        ))}
      </ul>
    </section>
  );
}

function MergeLine({ merge }: { merge: Merge }) {
  const { t } = useTranslation();
  const mayUndo = useSession(({ user }) => may(user?.roles, 'sign'));
  const [isAsking, setAsking] = useState(false);
  const undo = useMutation(api.identity.undoMerge.mutationOptions({ onSuccess: () => setAsking(false) }));
  const { mergedName: name, mergedHospitalNumbers, by, reason, undone } = merge;
  const numbers = mergedHospitalNumbers.join(t('ui.listComma')) || t('identity.history.noNumbers');
  return (
    <li>
      {t('identity.history.merged', { name, numbers, by, reason, time: wallClock(merge.at) })}
      {undone ? ` ${t('identity.history.undone', { ...undone, time: wallClock(undone.at) })}` : ''}
      {merge.undoable && mayUndo && !isAsking ? (
        <button type="button" className="quiet-button" onClick={() => setAsking(true)} data-testid="undo-merge">
          {t('identity.history.undo')}
        </button>
      ) : null}
      {isAsking ? (
        <>
          <p className="note">{t('identity.history.undoNote')}</p>
          <VoidQuestion
            label={t('identity.history.undoReason')}
            action={t('identity.history.undo')}
            pending={undo.isPending}
            error={undo.error}
            onVoid={text => undo.mutate({ id: merge.id, reason: text })}
            onCancel={() => setAsking(false)}
          />
        </>
      ) : null}
    </li>
  );
}
