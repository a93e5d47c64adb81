import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Instant } from '../../../shared/records/time.ts';
import { ANSWERS, type Answer, PhoneAnswer, phoneAnswerLacks } from '../../../shared/referral/ward-answer.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { isComposing } from '../../ui/composing.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import { AnswerFields } from './answer-fields.tsx';

interface PhoneAnswerFormProps {
  referralId: string;
  /** The ward's number, as known here. */
  phone: string;
  onDone(): void;
}

type Draft = Omit<PhoneAnswer, 'answer' | 'at'> & { answer: Answer | null; at: Instant | null };

/** The ward's word on the telephone, typed by whoever heard it. */
export function PhoneAnswerForm({ referralId, phone, onDone }: PhoneAnswerFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Draft>(() => ({
    answer: null,
    by: '',
    phone,
    at: new Date().toISOString(),
    reason: '',
    advice: '',
    expectedAt: null,
    place: '',
    onwardTo: '',
  }));
  const set = (change: Partial<Draft>) => setDraft(before => ({ ...before, ...change }));
  const save = useMutation(api.answers.recordPhone.mutationOptions({ onSuccess: onDone }));
  const { answer, by } = draft;
  const complete = PhoneAnswer.safeParse(draft);
  const lacks = complete.success ? phoneAnswerLacks(complete.data) : [];
  const isReady = complete.success && lacks.length === 0 && !save.isPending;
  return (
    <fieldset
      className="phone-answer"
      aria-label={t('answers.phone.title')}
      data-testid="phone-answer"
      onKeyDown={event => {
        if (event.key === 'Escape' && !isComposing(event)) onDone();
      }}
    >
      <p className="note">{t('answers.phone.hint')}</p>
      <Field label={t('answers.phone.answer')} group required>
        <Choice
          value={answer}
          options={ANSWERS.map(value => ({ value, label: t(`delivery.business.${value}`) }))}
          onChange={value => set({ answer: value })}
          testId="phone-answer-kind"
        />
      </Field>
      <div className="phone-answer-who">
        <Field label={t('answers.phone.by')} required>
          <TextField value={by} onChange={value => set({ by: value })} testId="phone-answer-by" />
        </Field>
        <Field label={t('answers.phone.number')}>
          <TextField type="tel" value={draft.phone} onChange={value => set({ phone: value })} />
        </Field>
        <Field label={t('answers.phone.at')} required>
          <TimeField value={draft.at} onChange={at => set({ at })} testId="phone-answer-at" />
        </Field>
      </div>
      <AnswerFields draft={draft} lacks={lacks} onChange={set} testId="phone-answer" />
      <div className="phone-answer-end">
        <ErrorNote error={save.error} />
        <button type="button" className="quiet-button" onClick={onDone}>
          {t('ui.cancel')}
        </button>
        <Button
          type="primary"
          disabled={!isReady}
          loading={save.isPending}
          onClick={() => complete.success && save.mutate({ referralId, answer: complete.data })}
          data-testid="phone-answer-save"
        >
          {t('answers.phone.save')}
        </Button>
      </div>
    </fieldset>
  );
}
