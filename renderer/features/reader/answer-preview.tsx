import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { FileOutcome } from '../../../shared/contract/received.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { businessText } from '../../ui/delivery-wording.ts';
import { PrimaryAction } from '../../ui/primary-action.tsx';
import { RoadFaultNote } from '../../ui/road-fault.tsx';

type AnswerOutcome = Extract<FileOutcome, { kind: 'answer' }>;

/** A ward's answers that came back by file, before they join the course of the referral. */
export function AnswerPreview({ id, outcome, onDrop }: { id: string; outcome: AnswerOutcome; onDrop(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = () => void navigate(`/patients/${outcome.patientId}/referral`);
  const take = useMutation(
    api.received.takeFile.mutationOptions({
      onSuccess: ({ fault }) => {
        if (fault === null) open();
      },
    }),
  );
  return (
    <section className="reader-preview" data-testid="answer-preview">
      <h2>{t('reader.answerTo', { number: outcome.number })}</h2>
      <p className={outcome.standing === 'valid' ? 'reader-good' : 'question'} role="status">
        {t(`reader.verdict.${outcome.standing}`)} · {t('reader.notByRegistry')}
      </p>
      <AnswerList answers={outcome.answers} />
      <p>{t(outcome.fresh === 0 ? 'reader.answerKnown' : 'reader.answerFresh')}</p>
      <RoadFaultNote fault={take.data?.fault ?? null} />
      <PrimaryAction
        label={t(outcome.fresh === 0 ? 'reader.open' : 'reader.takeAnswer')}
        pending={take.isPending}
        error={take.error}
        beside={
          <Button onClick={onDrop} data-testid="reader-restart">
            {t('reader.again')}
          </Button>
        }
        onRun={() => (outcome.fresh === 0 ? open() : take.mutate({ id }))}
        testId="take-answer"
      />
    </section>
  );
}

export function AnswerList({ answers }: { answers: AnswerOutcome['answers'] }) {
  const { t } = useTranslation();
  return (
    <ul className="reader-answers">
      {answers.map(({ id, to, at, by, reason, outputs }) => (
        <li key={id}>
          <strong>{businessText(to, t)}</strong> {wallClock(at)} {by}
          {[reason, ...outputs.map(({ text }) => text)].filter(Boolean).map(text => (
            <span key={text}> · {/^\d{4}-\d{2}-\d{2}T/.test(text) ? wallClock(text) : text}</span>
          ))}
        </li>
      ))}
    </ul>
  );
}
