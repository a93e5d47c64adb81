import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OutboxChoice, OutboxDetail, OutboxProblem } from '../../../shared/contract/transfer.ts';
import type { RefusedPartName } from '../../../shared/fhir/refused-part.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { may } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { businessText, reasonText } from '../../ui/delivery-wording.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VoidQuestion } from '../../ui/void-question.tsx';
import { nextStep } from './next-step.ts';
import { OtherRoads } from './other-roads.tsx';
import { pageOfPart, wayOf } from './part-way.ts';
import { useEditReferral } from './use-edit-referral.ts';
import './outbox-problems.css';

interface OutboxProblemsProps {
  referralId: string;
  /** '' for our answers to a referral that we received. */
  patientId: string;
  phone: string;
}

/** What does not go by itself, in a doctor's words, with what can be done about it. Nothing where all is well. */
export function OutboxProblems({ referralId, patientId, phone }: OutboxProblemsProps) {
  const detail = useQuery(api.outbox.detail.queryOptions({ input: { referralId } }));
  const problems = detail.data?.problems ?? [];
  if (problems.length === 0) return null;
  return (
    <div className="outbox-problems" data-testid="outbox-problems">
      {problems.map(problem => (
        <Problem key={problem.seq} problem={problem} referralId={referralId} patientId={patientId} phone={phone} />
      ))}
    </div>
  );
}

/** Steps whose content a file or the paper carries as well; of a move or a message only the telephone can tell. */
const CARRIED: ReadonlySet<OutboxProblem['step']> = new Set(['bundle', 'request', 'binary', 'document']);

type Asked = Extract<OutboxChoice, 'set-aside' | 'insist' | 'give-way'>;

function Problem({ problem, referralId, patientId, phone }: { problem: OutboxProblem } & OutboxProblemsProps) {
  const { t } = useTranslation();
  const { seq, step, kind, reason, move, choices } = problem;
  const isAlarm = move?.isAlarm === true;
  const isReceived = patientId === '';
  return (
    <section className={`problem${isAlarm ? ' problem-alarm' : ''}`} data-testid="problem" data-kind={kind}>
      <h3 role={isAlarm ? 'alert' : undefined}>
        {titleOf(problem, t)} {kind === 'blocked' ? <small>{reasonText(reason, t)}</small> : null}
      </h3>
      {isAlarm && move.theirs ? (
        <p className="problem-call">
          {t(isReceived ? 'outbox.problem.alarmReceived' : 'outbox.problem.alarm', {
            state: businessText(move.theirs.businessStatus, t),
            phone,
          })}
        </p>
      ) : null}
      {kind === 'conflict' && move ? (
        <BothSides move={move} />
      ) : (
        <Words problem={problem} referralId={referralId} patientId={patientId} />
      )}
      <p className="problem-next">{t(`outbox.next.${nextStep(problem, isReceived)}`)}</p>
      <Choices
        seq={seq}
        choices={choices}
        move={move?.mine.to ?? ''}
        referralId={referralId}
        patientId={patientId}
        parts={problem.parts.map(({ part }) => part)}
      />
      {kind === 'conflict' ? null : <OtherRoads referralId={referralId} phone={phone} carries={CARRIED.has(step)} />}
    </section>
  );
}

/** Of a conflict both sides, so that nobody takes what is only wished for what is so. */
function titleOf({ kind, step, move }: OutboxProblem, t: Translate): string {
  if (kind !== 'conflict' || !move)
    return t(`outbox.problem.title.${kind}`, { what: t(`outbox.problem.step.${step}`) });
  const mine = businessText(move.mine.to, t);
  if (!move.theirs) return t('outbox.problem.title.conflictAlone', { mine });
  return t('outbox.problem.title.conflict', { mine, theirs: businessText(move.theirs.businessStatus, t) });
}

/** What the registry said, and the parts of the packet that it is about. */
function Words({ problem, referralId, patientId }: { problem: OutboxProblem; referralId: string; patientId: string }) {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles);
  const { parts, words, httpStatus, at, choices } = problem;
  const mayAdminister = may(roles, 'administer');
  const mayEdit = may(roles, 'sign') && choices.includes('edit');
  const edit = useEditReferral(
    patientId,
    parts.map(({ part }) => part),
  );
  const named = Map.groupBy(parts, ({ part }) => wayOf(part));
  const namesOf = (group: OutboxProblem['parts']) => [
    ...new Set(group.map(({ part, item }) => [t(`outbox.part.${part}`), item].filter(Boolean).join(' '))),
  ];
  return (
    <>
      {parts.length > 0 ? (
        <p data-testid="problem-parts">
          {t('outbox.problem.parts')}
          {[...named].map(([way, group]) => (
            <span key={way}>
              <strong>{namesOf(group).join(t('ui.listComma'))}</strong>
              {way === 'form' && mayEdit ? (
                <button
                  type="button"
                  className="quiet-button"
                  disabled={edit.isPending}
                  onClick={() => edit.mutate({ id: referralId })}
                  data-testid="part-way-form"
                >
                  {t('outbox.way.form')}
                </button>
              ) : (
                <PartWay way={way} page={group[0] ? pageOfPart(group[0].part, patientId, mayAdminister) : null} />
              )}
            </span>
          ))}
        </p>
      ) : null}
      <ErrorNote error={edit.error} />
      <p className="problem-words">
        {words ? `${t('outbox.problem.words')}${words}` : httpStatus === null ? null : t('outbox.problem.noWords')}{' '}
        <span className="note">
          {[
            httpStatus === null ? '' : `HTTP ${httpStatus}`,
            at ? t('outbox.problem.lastAttempt', { time: wallClock(at) }) : '',
          ]
            .filter(Boolean)
            .join(t('ui.listComma'))}
        </span>
      </p>
    </>
  );
}

/** Where it is put right: the way there, or in words where it is not this person's. */
function PartWay({ way, page }: { way: ReturnType<typeof wayOf>; page: string | null }) {
  const { t } = useTranslation();
  if (way === null) return null;
  const text = t(`outbox.way.${way}`);
  if (page === null) return t('outbox.problem.partWay', { way: text });
  return (
    <Link className="problem-way" to={page} data-testid={`part-way-${way}`}>
      {text}
    </Link>
  );
}

function BothSides({ move }: { move: NonNullable<OutboxProblem['move']> }) {
  const { t } = useTranslation();
  const { mine, theirs } = move;
  return (
    <div className="two-sides">
      <div>
        <h4>{t('outbox.problem.mine')}</h4>
        <p>
          <strong>{businessText(mine.to, t)}</strong> {mine.reason}
        </p>
        <p className="note">{t('outbox.problem.at', { time: wallClock(mine.at), by: mine.by })}</p>
      </div>
      {theirs ? (
        <div>
          <h4>{t('outbox.problem.theirs')}</h4>
          <p>
            <strong>{businessText(theirs.businessStatus, t)}</strong> {theirs.reason}
          </p>
          <p className="note">
            {t('outbox.problem.at', { time: wallClock(theirs.serverTime, 'seconds'), by: theirs.by })}
          </p>
        </div>
      ) : null}
    </div>
  );
}

interface ChoicesProps {
  seq: number;
  choices: OutboxProblem['choices'];
  /** Business status that we want. */
  move: string;
  referralId: string;
  patientId: string;
  /** What was refused of it. */
  parts: RefusedPartName[];
}

function Choices({ seq, choices, move, referralId, patientId, parts }: ChoicesProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const roles = useSession(session => session.user?.roles);
  const [asked, setAsked] = useState<Asked | null>(null);
  const done = (detail: OutboxDetail) => {
    setAsked(null);
    queries.setQueryData(api.outbox.detail.queryKey({ input: { referralId } }), detail);
  };
  const resend = useMutation(api.outbox.resend.mutationOptions({ onSuccess: done }));
  const setAside = useMutation(api.outbox.setAside.mutationOptions({ onSuccess: done }));
  const decide = useMutation(api.outbox.decide.mutationOptions({ onSuccess: done }));
  const edit = useEditReferral(patientId, parts);
  if (!may(roles, 'sign'))
    return choices.length > 0 ? <p className="note">{t('outbox.problem.notPhysician')}</p> : null;
  const answer = (reason: string) => {
    if (asked === 'set-aside') setAside.mutate({ seq, reason });
    else if (asked !== null) decide.mutate({ seq, choice: asked, reason });
  };
  const press = (choice: OutboxChoice) => {
    if (choice === 'edit') edit.mutate({ id: referralId });
    else if (choice === 'resend') resend.mutate({ seq });
    else setAsked(choice);
  };
  return (
    <>
      <div className="problem-choices">
        {asked === null
          ? choices.map(choice => (
              <Button
                key={choice}
                size="small"
                disabled={resend.isPending || edit.isPending}
                onClick={() => press(choice)}
                data-testid={`choice-${choice}`}
              >
                {choiceText(choice, move, t)}
              </Button>
            ))
          : null}
      </div>
      {asked === null ? null : (
        <VoidQuestion
          label={`${choiceText(asked, move, t)}${t('ui.colon')}${t('outbox.problem.reason')}`}
          action={t(`outbox.confirm.${asked}`)}
          pending={setAside.isPending || decide.isPending}
          error={setAside.error ?? decide.error}
          onVoid={answer}
          onCancel={() => setAsked(null)}
        />
      )}
      <ErrorNote error={resend.error ?? edit.error} />
    </>
  );
}

/** Withdrawing has words of its own: it is what is asked most. */
function choiceText(choice: OutboxChoice, move: string, t: Translate): string {
  if (move === 'withdrawn' && choice === 'insist') return t('outbox.choice.insistCancel');
  if (move === 'withdrawn' && choice === 'give-way') return t('outbox.choice.keepReferral');
  return t(`outbox.choice.${choice}`, { move: businessText(move, t) });
}
