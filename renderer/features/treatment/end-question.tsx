import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { api } from '../../app/api.ts';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { useNow } from '../../ui/use-now.ts';

interface EndQuestionProps {
  treatment: Treatment;
  onDone(): void;
}

/** When a running treatment ended: now, unless typed otherwise. */
export function EndQuestion({ treatment, onDone }: EndQuestionProps) {
  const { t } = useTranslation();
  const now = useNow();
  const queries = useQueryClient();
  const [endedAt, setEndedAt] = useState<Instant | null>(now);
  const end = useMutation(
    api.treatments.end.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.treatments.list.key() }); // the new version stands first
        onDone();
      },
    }),
  );
  const isEarly = endedAt !== null && Date.parse(endedAt) < Date.parse(treatment.startedAt);
  const isReady = endedAt !== null && !isEarly;
  return (
    <fieldset
      className="treatment-end"
      aria-label={t('treatment.endAt')}
      data-testid="end-question"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onDone();
      }}
    >
      <span>{t('treatment.endAt')}</span>
      <TimeField
        value={endedAt}
        onChange={at => setEndedAt(at)}
        autoFocus
        aria-label={t('treatment.endAt')}
        testId="end-at"
      />
      <Button
        size="small"
        disabled={!isReady}
        loading={end.isPending}
        onClick={() => {
          if (endedAt) end.mutate({ id: treatment.id, version: treatment.version, endedAt });
        }}
        data-testid="end-do"
      >
        {t('treatment.endDo')}
      </Button>
      <button type="button" className="quiet-button" onClick={onDone}>
        {t('ui.cancel')}
      </button>
      {isEarly ? <span className="field-error">{t('treatment.need.order')}</span> : null}
      <ErrorNote error={end.error} />
    </fieldset>
  );
}
