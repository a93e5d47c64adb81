import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_LIMIT, type ReferralMessage } from '../../../shared/referral/message.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { api } from '../../app/api.ts';
import { clockText } from '../../ui/delivery-wording.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useNow } from '../../ui/use-now.ts';

interface MessageThreadProps {
  referral: Referral;
  wardName: string;
  mayRecord: boolean;
}

/** States in which no message leaves: nothing of the referral travels by the registry. */
const SILENT: readonly Referral['delivery']['state'][] = ['draft', 'paper-only', 'set-aside'];

/** What was said to and fro; called delivered only when the registry has acknowledged it. */
export function MessageThread({ referral, wardName, mayRecord }: MessageThreadProps) {
  const { t } = useTranslation();
  const [body, setBody] = useState('');
  const { id: referralId, delivery } = referral;
  const messages = useQuery(api.messages.list.queryOptions({ input: { referralId } }));
  const send = useMutation(
    api.messages.send.mutationOptions({
      onSuccess: () => {
        setBody('');
        void messages.refetch();
      },
    }),
  );
  const length = body.trim().length;
  const isReady = length > 0 && length <= MESSAGE_LIMIT && !send.isPending;
  const run = () => {
    if (isReady) send.mutate({ referralId, body: body.trim() });
  };
  const mayWrite = mayRecord && !SILENT.includes(delivery.state);
  if (!mayWrite && messages.data?.length === 0) return null;
  return (
    <section className="message-thread" aria-label={t('answers.messages.title')} data-testid="messages">
      <h2 className="panel-head">{t('answers.messages.title')}</h2>
      {messages.data?.length === 0 ? <p className="note">{t('answers.messages.none')}</p> : null}
      <ol>
        {(messages.data ?? []).map(message => (
          <MessageLine key={message.id} message={message} />
        ))}
      </ol>
      <ErrorNote error={messages.error} onRetry={() => void messages.refetch()} />
      {mayWrite ? (
        <div className="message-write">
          <Field
            label={t('answers.messages.write', { ward: wardName })}
            hint={
              length > MESSAGE_LIMIT
                ? t('answers.messages.over', { count: length - MESSAGE_LIMIT })
                : length > MESSAGE_LIMIT - 200
                  ? t('answers.messages.left', { count: MESSAGE_LIMIT - length })
                  : t('answers.messages.sendHint')
            }
          >
            <TextField value={body} onChange={setBody} onEnter={run} lines={2} testId="message-body" />
          </Field>
          <Button disabled={!isReady} loading={send.isPending} onClick={run} data-testid="message-send">
            {t('answers.messages.send')}
          </Button>
          <ErrorNote error={send.error} />
        </div>
      ) : null}
    </section>
  );
}

function MessageLine({ message }: { message: ReferralMessage }) {
  const { t } = useTranslation();
  const now = useNow();
  const { direction, author, body, sentAt, serverTime, state, isUnread } = message;
  const time = clockText(serverTime ?? sentAt, now);
  return (
    <li className={`message message-${direction}`} data-testid="message" data-state={state}>
      <p className="message-body">{body}</p>
      <p className="note">
        {isUnread ? <strong className="message-unread">{t('answers.messages.unread')} </strong> : null}
        {author} {clockText(sentAt, now)}
        {t('ui.listComma')}
        <span className={state === 'refused' ? 'message-refused' : undefined}>
          {t(`answers.messages.state.${state}`, { time })}
        </span>
      </p>
    </li>
  );
}
