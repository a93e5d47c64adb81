import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { CourseList } from './course-list.tsx';
import { MessageThread } from './message-thread.tsx';
import { PhoneAnswerForm } from './phone-answer-form.tsx';
import { printCourse } from './print-course.ts';
import './answers.css';

interface ReferralTalkProps {
  referral: Referral;
  ward: { name: string; phone: string };
}

/** What came of a signed referral: its course and the messages. */
export function ReferralTalk({ referral, ward }: ReferralTalkProps) {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const queries = useQueryClient();
  const [isTyping, setTyping] = useState(false);
  const course = useQuery(api.answers.course.queryOptions({ input: { referralId: referral.id } }));
  const acknowledge = useMutation(api.answers.acknowledge.mutationOptions());
  const mayRecord = may(roles, 'record');
  const supplement = useMutation(
    api.referrals.supplement.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.referrals.key() }),
    }),
  );
  const supply = () => supplement.mutate({ id: referral.id });
  const { delivery } = referral;
  const isAsked =
    (delivery.state === 'delivered' && delivery.taskStatus === 'on-hold') ||
    (delivery.state !== 'draft' && delivery.outside?.businessStatus === 'info-requested');
  const waits = course.data?.entries.some(({ acknowledged }) => acknowledged === null) ?? false;
  return (
    <div className="referral-talk">
      <section className="course-of-referral" aria-label={t('answers.title')} data-testid="referral-course">
        <h2 className="panel-head">
          {t('answers.title')} <span className="print-only">{referral.number}</span>
          <span className="panel-actions">
            {mayRecord && waits ? (
              <button
                type="button"
                className="quiet-button"
                disabled={acknowledge.isPending}
                onClick={() => acknowledge.mutate({ referralId: referral.id })}
                data-testid="acknowledge-answers"
              >
                {t('answers.acknowledge')}
              </button>
            ) : null}
            {mayRecord && !isTyping ? (
              <button
                type="button"
                className="quiet-button"
                onClick={() => setTyping(true)}
                data-testid="open-phone-answer"
              >
                {t('answers.phone.open')}
              </button>
            ) : null}
            <button type="button" className="quiet-button" onClick={printCourse} data-testid="print-course">
              {t('answers.print')}
            </button>
          </span>
        </h2>
        {isTyping ? (
          <PhoneAnswerForm referralId={referral.id} phone={ward.phone} onDone={() => setTyping(false)} />
        ) : null}
        <ErrorNote
          error={course.error ?? acknowledge.error ?? supplement.error}
          onRetry={() => void course.refetch()}
        />
        {course.data ? (
          <CourseList course={course.data} mayRecord={mayRecord} onSupply={mayRecord && isAsked ? supply : null} />
        ) : null}
      </section>
      <MessageThread referral={referral} wardName={ward.name} mayRecord={mayRecord} />
    </div>
  );
}
