import { useQuery } from '@tanstack/react-query';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { OutboxProblems } from '../outbox/outbox-problems.tsx';
import { AnswerDifference } from './answer-difference.tsx';
import './answers.css';

/** What of a signed referral asks for a decision, right below where it is. */
export function ReferralQuestions({ referral, phone }: { referral: Referral; phone: string }) {
  const maySign = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const course = useQuery(api.answers.course.queryOptions({ input: { referralId: referral.id } }));
  return (
    <>
      <OutboxProblems referralId={referral.id} patientId={referral.patientId} phone={phone} />
      {course.data?.difference ? (
        <AnswerDifference course={course.data} difference={course.data.difference} maySign={maySign} />
      ) : null}
    </>
  );
}
