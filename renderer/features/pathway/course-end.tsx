import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EndReason, type Pathway } from '../../../shared/records/pathway.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';

/** The clocks are never paused: a physician ends them with a reason, or takes them up again with one. */
export function CourseEnd({ pathway, mayEnd }: { pathway: Pathway; mayEnd: boolean }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const resume = useMutation(api.pathway.resume.mutationOptions({ onSuccess: () => setOpen(false) }));
  const { end, episodeId } = pathway;
  if (end) {
    return (
      <div className="course-end" data-testid="course-end">
        <span>
          <strong>{t(`pathway.endReason.${end.reason}`)}</strong>{' '}
          <span className="note">{[wallClock(end.at), end.by, end.note].filter(Boolean).join(t('ui.listComma'))}</span>
        </span>
        {mayEnd && !isOpen ? (
          <button type="button" className="quiet-button" onClick={() => setOpen(true)}>
            {t('pathway.resume')}
          </button>
        ) : null}
        {isOpen ? (
          <VoidQuestion
            label={t('pathway.resumeReason')}
            action={t('pathway.resume')}
            pending={resume.isPending}
            error={resume.error}
            onVoid={reason => resume.mutate({ episodeId, reason })}
            onCancel={() => setOpen(false)}
          />
        ) : null}
      </div>
    );
  }
  if (!mayEnd) return null;
  return (
    <div className="course-end">
      {isOpen ? (
        <EndForm episodeId={episodeId} onDone={() => setOpen(false)} />
      ) : (
        <button type="button" className="quiet-button" onClick={() => setOpen(true)} data-testid="end-course">
          {t('pathway.end')}
        </button>
      )}
    </div>
  );
}

function EndForm({ episodeId, onDone }: { episodeId: string; onDone(): void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<EndReason | null>(null);
  const [note, setNote] = useState('');
  const end = useMutation(api.pathway.end.mutationOptions({ onSuccess: onDone }));
  return (
    <fieldset className="course-end-form" aria-label={t('pathway.end')} data-testid="end-form">
      <Field label={t('pathway.endWhy')} group hint={reason === 'low-risk' ? t('pathway.lowRiskHint') : undefined}>
        <Choice
          value={reason}
          options={EndReason.options.map(value => ({ value, label: t(`pathway.endReason.${value}`) }))}
          onChange={setReason}
        />
      </Field>
      <Field label={t('pathway.note')}>
        <TextField value={note} onChange={setNote} testId="end-note" />
      </Field>
      <Button
        danger
        disabled={reason === null}
        loading={end.isPending}
        onClick={() => reason !== null && end.mutate({ episodeId, reason, note })}
        data-testid="end-save"
      >
        {t('pathway.end')}
      </Button>
      <button type="button" className="quiet-button" onClick={onDone}>
        {t('ui.cancel')}
      </button>
      <p className="note">{t('pathway.endReferralHint')}</p>
      <ErrorNote error={end.error} />
    </fieldset>
  );
}
