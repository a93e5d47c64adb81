import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { treatmentText } from '../../../shared/records/treatment-text.ts';
import { api } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { EndQuestion } from './end-question.tsx';

interface TreatmentRowProps {
  treatment: Treatment;
  mayRecord: boolean;
  onCorrect(): void;
}

/** One treatment; a void one stays readable, crossed out and named as void; earlier versions open below. */
export function TreatmentRow({ treatment, mayRecord, onCorrect }: TreatmentRowProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'void' | 'end' | 'history' | null>(null);
  const remove = useMutation(api.treatments.void.mutationOptions({ onSuccess: () => setAsking(null) }));
  const isVoid = treatment.voidedAt !== null;
  const isOpen = mayRecord && !isVoid && (asking === null || asking === 'history');
  const close = () => setAsking(null);
  const action = (label: string, run: () => void, testId: string) => (
    <button type="button" className="quiet-button" onClick={run} data-testid={testId}>
      {label}
    </button>
  );
  return (
    <>
      <tr className={isVoid ? 'treatment-void' : undefined} data-testid="treatment-row">
        <td>
          <strong>{t(`treatment.kind.${treatment.kind}`)}</strong> {isVoid ? t('treatment.voided') : ''}
        </td>
        <td>{wallClock(treatment.startedAt)}</td>
        <td>{treatment.endedAt === null ? t('treatment.running') : wallClock(treatment.endedAt)}</td>
        <td>{treatmentText(treatment, t)}</td>
        <td>
          <span className="note">
            {t('treatment.recorded', { time: wallClock(treatment.recordedAt), by: treatment.recordedBy })}
          </span>
          {treatment.version > 1
            ? action(
                t('treatment.version', { version: treatment.version }),
                () => setAsking(asking === 'history' ? null : 'history'),
                'treatment-history',
              )
            : null}
          {isOpen ? (
            <span className="treatment-actions">
              {treatment.endedAt === null ? action(t('treatment.end'), () => setAsking('end'), 'end-treatment') : null}
              {action(t('treatment.correct'), onCorrect, 'correct-treatment')}
              {action(t('treatment.void'), () => setAsking('void'), 'void-treatment')}
            </span>
          ) : null}
        </td>
      </tr>
      {asking ? (
        <tr>
          <td colSpan={5}>
            {asking === 'void' ? (
              <VoidQuestion
                label={t('treatment.voidReason')}
                action={t('treatment.voidDo')}
                pending={remove.isPending}
                error={remove.error}
                onVoid={reason => remove.mutate({ id: treatment.id, reason })}
                onCancel={close}
              />
            ) : null}
            {asking === 'end' ? <EndQuestion treatment={treatment} onDone={close} /> : null}
            {asking === 'history' ? <History treatment={treatment} /> : null}
          </td>
        </tr>
      ) : null}
    </>
  );
}

function History({ treatment }: { treatment: Treatment }) {
  const { t } = useTranslation();
  const versions = useQuery(api.treatments.versions.queryOptions({ input: { id: treatment.id } }));
  return (
    <ul className="treatment-history" aria-label={t('treatment.history')} data-testid="treatment-versions">
      {versions.data?.map(version => (
        <li key={version.version}>
          {wallClock(version.startedAt)}–{version.endedAt ? wallClock(version.endedAt) : t('treatment.running')}{' '}
          {t(`treatment.kind.${version.kind}`)} {treatmentText(version, t)}
          <div className="note">
            {t(version.replaced.reason ? 'treatment.historyEntry' : 'treatment.historyChange', {
              version: version.version,
              time: wallClock(version.replaced.at),
              by: version.replaced.by,
              reason: version.replaced.reason,
            })}
          </div>
        </li>
      ))}
      <ErrorNote error={versions.error} onRetry={() => void versions.refetch()} />
    </ul>
  );
}
