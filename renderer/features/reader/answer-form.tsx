import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Received } from '../../../shared/contract/received.ts';
import { ANSWERS, type Answer, WardAnswer, wardAnswerLacks } from '../../../shared/referral/ward-answer.ts';
import { api } from '../../app/api.ts';
import { Choice } from '../../ui/choice.tsx';
import { Field } from '../../ui/field.tsx';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { AnswerFields } from '../answers/answer-fields.tsx';

type Draft = Omit<WardAnswer, 'answer'> & { answer: Answer | null };
const BLANK: Draft = { answer: null, reason: '', advice: '', expectedAt: null, place: '', onwardTo: '' };

/** This site's answer; it goes back as a file. */
export function AnswerForm({ received, onClose }: { received: Received; onClose(): void }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(BLANK);
  const save = useMutation(api.received.answer.mutationOptions({ onSuccess: onClose }));
  const complete = WardAnswer.safeParse(draft);
  const lacks = complete.success ? wardAnswerLacks(complete.data) : [];
  const missing = [
    ...(draft.answer === null ? [t('answers.phone.answer')] : []),
    ...lacks.flatMap(field => (field === 'answer' ? [] : [t(`answers.phone.${field}`)])),
  ];
  return (
    <div className="reader-answer" data-testid="answer-form">
      <h2>{t('reader.answer')}</h2>
      <p className="note">{t('reader.answerHint')}</p>
      <Field label={t('answers.phone.answer')} group required>
        <Choice
          value={draft.answer}
          options={ANSWERS.map(value => ({ value, label: t(`delivery.business.${value}`) }))}
          onChange={answer => setDraft({ ...draft, answer })}
          testId="answer-kind"
        />
      </Field>
      <AnswerFields
        draft={draft}
        lacks={lacks}
        onChange={change => setDraft(before => ({ ...before, ...change }))}
        testId="answer"
      />
      <PrimaryAction
        label={t('reader.answerRun')}
        missing={missing}
        pending={save.isPending}
        error={save.error}
        beside={<Button onClick={onClose}>{t('ui.cancel')}</Button>}
        onRun={() =>
          complete.success && save.mutate({ id: received.id, version: received.version, answer: complete.data })
        }
        testId="save-answer"
      />
    </div>
  );
}
