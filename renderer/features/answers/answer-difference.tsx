import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wallClock } from '../../../shared/records/time.ts';
import type { CourseEntry, ReferralCourse } from '../../../shared/referral/ward-answer.ts';
import { api } from '../../app/api.ts';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { entryTitle, outputText } from './entry-text.ts';

interface AnswerDifferenceProps {
  course: ReferralCourse;
  difference: NonNullable<ReferralCourse['difference']>;
  maySign: boolean;
}

/** Two answers side by side; a physician says which holds, and both stay. */
export function AnswerDifference({ course, difference, maySign }: AnswerDifferenceProps) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<'phone' | 'registry' | null>(null);
  const reconcile = useMutation(api.answers.reconcile.mutationOptions());
  const sides = [
    { side: 'phone' as const, entry: course.entries.find(({ id }) => id === difference.phoneId) },
    { side: 'registry' as const, entry: course.entries.find(({ id }) => id === difference.registryId) },
  ];
  return (
    <section className="answer-difference" aria-label={t('answers.difference.title')} data-testid="answer-difference">
      <h2 role="alert">{t('answers.difference.title')}</h2>
      <p>{t('answers.difference.explain')}</p>
      <div className="two-sides">
        {sides.map(({ side, entry }) =>
          entry ? (
            <div key={side}>
              <h3>{t(`answers.difference.${side}`)}</h3>
              <Side entry={entry} course={course} />
              {maySign && chosen === null ? (
                <button
                  type="button"
                  className="quiet-button"
                  onClick={() => choose(side)}
                  data-testid={`hold-${side}`}
                >
                  {t('answers.difference.hold')}
                </button>
              ) : null}
            </div>
          ) : null,
        )}
      </div>
      {maySign ? null : <p className="note">{t('answers.difference.notPhysician')}</p>}
      {chosen === null ? null : (
        <VoidQuestion
          label={t('answers.difference.reason')}
          action={`${t('answers.difference.hold')}${t('ui.colon')}${t(`answers.difference.${chosen}`)}`}
          pending={reconcile.isPending}
          error={reconcile.error}
          onVoid={reason => reconcile.mutate({ ...difference, holds: chosen, reason })}
          onCancel={() => choose(null)}
        />
      )}
    </section>
  );
}

function Side({ entry, course }: { entry: CourseEntry; course: ReferralCourse }) {
  const { t } = useTranslation();
  const { at, serverTime, by, reason, outputs } = entry;
  return (
    <>
      <p>
        <strong>{entryTitle(entry, course, t)}</strong>
      </p>
      {[reason, ...outputs.map(output => outputText(output, t))].filter(Boolean).map(line => (
        <p key={line}>{line}</p>
      ))}
      <p className="note">
        {by} {serverTime ? t('answers.serverTime', { time: wallClock(serverTime, 'seconds') }) : wallClock(at)}
      </p>
    </>
  );
}
