import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Received } from '../../../shared/contract/received.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { RoadFaultNote } from '../../ui/road-fault.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { OutboxProblems } from '../outbox/outbox-problems.tsx';
import { AnswerForm } from './answer-form.tsx';
import { AnswerList } from './answer-preview.tsx';
import { ContentView, patientText } from './content-view.tsx';
import { stateText } from './received-list.tsx';
import '../../ui/list-table.css';
import './reader.css';

/** One received referral: all values with their times, the letter, and this site's answer. */
export default function ReceivedPage() {
  const { t } = useTranslation();
  const { receivedId = '' } = useParams();
  const received = useQuery(api.received.get.queryOptions({ input: { id: receivedId } }));
  return (
    <div className="page reader">
      <p>
        <Link to="/reader">{t('reader.back')}</Link>
      </p>
      <ErrorNote error={received.error} onRetry={() => void received.refetch()} />
      {received.data ? <ReceivedReferral received={received.data} /> : null}
    </div>
  );
}

function ReceivedReferral({ received }: { received: Received }) {
  const { t } = useTranslation();
  const { content, standing, roads, attachments, answers } = received;
  const isFile = roads.includes('file');
  return (
    <>
      <div className="page-head">
        <h1>{patientText(content, t)}</h1>
        <span>
          {received.number} · {received.siteName}
        </span>
      </div>
      <p className={standing === 'valid' ? 'reader-good' : 'question'} role="status" data-testid="received-state">
        {t(`reader.verdict.${standing}`)} · {roads.map(road => t(`reader.road.${road}`)).join(t('ui.listComma'))} ·{' '}
        {stateText(received, t)} ·{' '}
        {t('reader.takenBy', { by: received.receivedBy, at: wallClock(received.receivedAt) })}
      </p>
      <NewerNote received={received} />
      {isFile ? null : <p className="question">{t('reader.codeOnly')}</p>}
      <p className="reader-letters">
        {attachments.map(each => (
          <Letter key={each.id} receivedId={received.id} attachment={each} />
        ))}
      </p>
      {answers.length > 0 ? <AnswerList answers={answers} /> : null}
      {content.referralId === null || answers.length === 0 ? null : (
        <OutboxProblems referralId={content.referralId} patientId="" phone={content.departmentPhone} />
      )}
      <AnswerActions key={received.version} received={received} />
      <ToldByCounty told={received.told} />
      <ContentView content={content} />
    </>
  );
}

/** What is shown below is not the newest: said before anything of it is read. */
function NewerNote({ received: { newer, content } }: { received: Received }) {
  const { t } = useTranslation();
  if (newer === null) return null;
  return (
    <div className="question" role="alert" data-testid="newer-at-registry">
      <p>
        <strong>
          {t('reader.newer.what', {
            n: newer.supplement,
            at: newer.signedAt === null ? '' : wallClock(newer.signedAt),
            held: wallClock(content.signedAt),
          })}
        </strong>
      </p>
      <p>{t('reader.newer.next', { phone: content.departmentPhone })}</p>
    </div>
  );
}

/** What the sender has written since by the registry: when the patient comes, and its messages, newest first. */
function ToldByCounty({ told: { eta, messages } }: { told: Received['told'] }) {
  const { t } = useTranslation();
  if (eta === null && messages.length === 0) return null;
  return (
    <section data-testid="told-by-county">
      <h2>{t('reader.told.title')}</h2>
      {messages.map(({ id, at, author, text }) => (
        <p key={id}>
          <time>{wallClock(at)}</time> <strong>{text}</strong> <span className="note">{author}</span>
        </p>
      ))}
      {eta === null ? null : <p>{t('reader.told.eta', { time: wallClock(eta) })}</p>}
    </section>
  );
}

function Letter({ receivedId, attachment }: { receivedId: string; attachment: Received['attachments'][number] }) {
  const { t } = useTranslation();
  const open = useMutation(
    api.received.attachment.mutationOptions({
      onSuccess: ({ base64, contentType, fileName }) =>
        saveFile(
          Uint8Array.from(atob(base64), character => character.charCodeAt(0)),
          contentType,
          fileName,
        ),
    }),
  );
  return (
    <>
      <Button
        onClick={() => open.mutate({ id: receivedId, documentId: attachment.id })}
        loading={open.isPending}
        data-testid="received-letter"
      >
        {t(attachment.isOfThisVersion ? 'reader.letter' : 'reader.formerLetter', { name: attachment.title })}
      </Button>
      <ErrorNote error={open.error} />
    </>
  );
}

function AnswerActions({ received }: { received: Received }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const maySign = may(
    useSession(session => session.user?.roles),
    'sign',
  );
  const [isAnswering, setAnswering] = useState(false);
  const exporting = useMutation(
    api.received.exportAnswer.mutationOptions({
      onSuccess: outcome => {
        if (outcome.ok) saveFile(outcome.text, 'application/jose', outcome.fileName);
      },
    }),
  );
  const refused = exporting.data?.ok === false ? exporting.data.fault : null;
  return (
    <>
      {isAnswering ? (
        <AnswerForm
          received={received}
          onClose={() => {
            setAnswering(false);
            void queries.invalidateQueries({ queryKey: api.received.key() });
          }}
        />
      ) : (
        <p className="reader-actions">
          {received.mayAnswer && maySign ? (
            <Button onClick={() => setAnswering(true)} data-testid="answer-received">
              {t('reader.answer')}
            </Button>
          ) : null}
          {received.mayExportAnswer ? (
            <Button
              type="primary"
              onClick={() => exporting.mutate({ id: received.id })}
              loading={exporting.isPending}
              data-testid="export-answer"
            >
              {t('reader.exportAnswer')}
            </Button>
          ) : null}
          {exporting.data?.ok ? (
            <span className="note">✓ {t('reader.exported', { name: exporting.data.fileName })}</span>
          ) : null}
          {received.content.referralId === null ? <span className="note">{t('reader.coreCannotAnswer')}</span> : null}
        </p>
      )}
      <RoadFaultNote fault={refused} />
      <ErrorNote error={exporting.error} />
    </>
  );
}
