import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { api } from '../../app/api.ts';
import { VoidQuestion } from '../../ui/void-question.tsx';

/** One treatment; a void one stays readable, crossed out and named as void. */
export function TreatmentRow({ treatment, mayVoid }: { treatment: Treatment; mayVoid: boolean }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation(api.treatments.void.mutationOptions({ onSuccess: () => setAsking(false) }));
  const isVoid = treatment.voidedAt !== null;
  return (
    <>
      <tr className={isVoid ? 'treatment-void' : undefined} data-testid="treatment-row">
        <td>
          <strong>{t(`treatment.kind.${treatment.kind}`)}</strong> {isVoid ? t('treatment.voided') : ''}
        </td>
        <td>{wallClock(treatment.startedAt)}</td>
        <td>{treatment.endedAt === null ? t('treatment.running') : wallClock(treatment.endedAt)}</td>
        <td>{treatment.detail}</td>
        <td>
          <span className="note">
            {t('treatment.recorded', { time: wallClock(treatment.recordedAt), by: treatment.recordedBy })}
          </span>
          {mayVoid && !isVoid && !isAsking ? (
            <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
              {t('treatment.void')}
            </button>
          ) : null}
        </td>
      </tr>
      {isAsking ? (
        <tr>
          <td colSpan={5}>
            <VoidQuestion
              label={t('treatment.voidReason')}
              action={t('treatment.voidDo')}
              pending={remove.isPending}
              error={remove.error}
              onVoid={reason => remove.mutate({ id: treatment.id, reason })}
              onCancel={() => setAsking(false)}
            />
          </td>
        </tr>
      ) : null}
    </>
  );
}
