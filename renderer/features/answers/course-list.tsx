import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { type CourseEntry, isAnswer, type ReferralCourse } from '../../../shared/referral/ward-answer.ts';
import { api } from '../../app/api.ts';
import { businessText } from '../../ui/delivery-wording.ts';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { entryTitle, outputText } from './entry-text.ts';

interface CourseListProps {
  course: ReferralCourse;
  mayRecord: boolean;
  /** The ward waits for more information: the way to a supplement; null where it does not. */
  onSupply: (() => void) | null;
}

/** Every step of a referral, oldest first, with who said it, by which way, and the registry's time. */
export function CourseList({ course, mayRecord, onSupply }: CourseListProps) {
  const { t } = useTranslation();
  const asking = course.entries.findLast(({ kind, retracted }) => kind === 'info-requested' && retracted === null);
  return (
    <ol className="answer-course">
      {course.entries.map(entry => (
        <Entry
          key={entry.id}
          entry={entry}
          course={course}
          mayRecord={mayRecord}
          onSupply={entry === asking ? onSupply : null}
        />
      ))}
      {course.pending.map(({ to, at }) => (
        <li key={`${to} ${at}`} className="answer-pending">
          <time>{wallClock(at)}</time>
          <span>{t('answers.pending', { state: businessText(to, t) })}</span>
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry, course, mayRecord, onSupply }: CourseListProps & { entry: CourseEntry }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const retract = useMutation(api.answers.retract.mutationOptions({ onSuccess: () => setAsking(false) }));
  const { id, at, by, channel, serverTime, typed, retracted, acknowledged, reason, outputs } = entry;
  const isUnconfirmed = typed !== null;
  const isFromFile = channel === 'file' && serverTime === null && isAnswer(entry.kind);
  const said = [reason, ...outputs.map(output => outputText(output, t))].filter(Boolean);
  return (
    <li
      className={retracted ? 'answer-retracted' : acknowledged === null ? 'answer-unread' : undefined}
      data-testid="course-entry"
      data-kind={entry.kind}
    >
      <time>{wallClock(at)}</time>
      <div>
        <strong>{entryTitle(entry, course, t)}</strong>
        {isUnconfirmed && !retracted ? <span className="answer-channel"> {t('answers.unconfirmed')}</span> : null}
        {isFromFile ? <span className="answer-channel"> {t('answers.fromFile')}</span> : null}
        {said.length > 0 ? <p className="answer-said">{said.join(t('ui.listSemicolon'))}</p> : null}
        <p className="note">
          {[
            by,
            isUnconfirmed ? typed.phone : channelText(channel, t),
            serverTime ? t('answers.serverTime', { time: wallClock(serverTime, 'seconds') }) : '',
            typed ? t('answers.typedBy', { by: typed.by, time: wallClock(typed.at) }) : '',
            acknowledged ? t('answers.acknowledged', { by: acknowledged.by, time: wallClock(acknowledged.at) }) : '',
            acknowledged === null ? t('answers.notYet') : '',
            retracted ? t('answers.retracted', { by: retracted.by, reason: retracted.reason }) : '',
          ]
            .filter(Boolean)
            .join(t('ui.listComma'))}
          {mayRecord && typed && !retracted && !isAsking ? (
            <button type="button" className="quiet-button" onClick={() => setAsking(true)}>
              {t('answers.retract')}
            </button>
          ) : null}
        </p>
        {onSupply ? (
          <button type="button" className="quiet-button" onClick={onSupply} data-testid="supply-information">
            {t('answers.supply')}
          </button>
        ) : null}
        {isAsking ? (
          <VoidQuestion
            label={t('answers.retractReason')}
            action={t('answers.retract')}
            pending={retract.isPending}
            error={retract.error}
            onVoid={why => retract.mutate({ id, reason: why })}
            onCancel={() => setAsking(false)}
          />
        ) : null}
      </div>
    </li>
  );
}

const CHANNELS = ['network', 'phone', 'paper', 'file', 'here'] as const;
function channelText(channel: string, t: Translate): string {
  const known = CHANNELS.find(each => each === channel);
  return known ? t(`answers.channel.${known}`) : channel;
}
