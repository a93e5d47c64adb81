import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { urgencies } from '../../../shared/clinical/referral-policy.ts';
import type { AdviceView } from '../../../shared/contract/advice.ts';
import type { JudgedRule, RuleState } from '../../../shared/records/advice.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import { api } from '../../app/api.ts';
import { settingsFor } from '../../app/menu.ts';
import { useSession } from '../../app/session-store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { AdviceDecision } from './advice-decision.tsx';
import { RuleLine } from './rule-line.tsx';
import './advice.css';

interface AdvicePanelProps {
  episode: Episode;
  now: Instant;
  /** Every rule with its evidence (the score page); else those that fired or could not be judged. */
  detailed?: boolean;
}

/** What the hospital's policy says, which rules made it say so, which could not be judged, and the physician's word. */
export function AdvicePanel({ episode, now, detailed = false }: AdvicePanelProps) {
  const { t } = useTranslation();
  const roles = useSession(session => session.user?.roles) ?? [];
  const advice = useQuery(api.advice.get.queryOptions({ input: { episodeId: episode.id } }));
  const view = advice.data;
  return (
    <section className="advice" aria-label={t('advice.title')} data-testid="advice">
      <h2 className="panel-head">
        {t('advice.title')}
        <span className="advice-label">{t('advice.label')}</span>
        {settingsFor(roles).includes('policy') ? (
          <Link className="panel-link" to="/settings/policy">
            {t('advice.policy.open')}
          </Link>
        ) : null}
      </h2>
      <ErrorNote error={advice.error} onRetry={() => void advice.refetch()} />
      {view === null ? <p className="note">{t('advice.none')}</p> : null}
      {view ? <AdviceBody view={view} now={now} detailed={detailed} /> : null}
    </section>
  );
}

const SHOWN_FIRST = ['fired', 'held', 'not-judged'] as const satisfies readonly RuleState[];

/** The most urgent first, within the states in the order in which they matter. */
function ordered(rules: readonly JudgedRule[], states: readonly RuleState[]): JudgedRule[] {
  return states.flatMap(state =>
    rules
      .filter(rule => rule.state === state)
      .toSorted((a, b) => urgencies.indexOf(a.urgency) - urgencies.indexOf(b.urgency)),
  );
}

function AdviceBody({ view, now, detailed }: { view: AdviceView; now: Instant; detailed: boolean }) {
  const { t } = useTranslation();
  const { computed, policy, level, decision } = view;
  const { rules } = computed;
  const first = ordered(rules, SHOWN_FIRST);
  const rest = ordered(rules, ['not-met', 'not-applicable', 'inactive']);
  const unjudged = rules.filter(({ state }) => state === 'not-judged').length;
  const isOverridden = decision?.kind === 'overridden';
  const isOverdue = (at: Instant) => Date.parse(now) > Date.parse(at);
  const overdue = computed.rescoreDueAt.findLast(isOverdue);
  return (
    <>
      <p className="advice-head">
        <strong className={`advice-level advice-level-${level}`} data-testid="advice-level">
          {t(`advice.level.${level}`)}
        </strong>
        {isOverridden ? (
          <span data-testid="advice-computed">
            {t('advice.computed', { level: t(`advice.level.${computed.level}`) })}
          </span>
        ) : null}
        <span className="note">
          {t('advice.basedOn', { time: wallClock(computed.anchorAt) })} ·{' '}
          {t(`advice.policy.${policy.origin}`, { number: policy.number })}{' '}
          {policy.confirmed
            ? t('advice.policy.confirmed', { by: policy.confirmed.by, time: wallClock(policy.confirmed.at) })
            : null}
        </span>
        <span className="advice-counts" data-testid="advice-counts">
          {SHOWN_FIRST.flatMap(state => {
            const total = rules.filter(rule => rule.state === state).length;
            return total > 0 ? t(`advice.counts.${state}`, { total }) : [];
          }).join(' · ')}
        </span>
        {policy.confirmed ? null : <span className="advice-unconfirmed">{t('advice.policy.unconfirmed')}</span>}
      </p>
      {computed.level === 're-score' ? (
        <p>
          {unjudged > 0 ? (
            <span className="advice-open">{t('advice.noneFiredOpen', { total: unjudged })}</span>
          ) : (
            t('advice.noneFired')
          )}{' '}
          {t('advice.rescoreAt', {
            times: computed.rescoreDueAt.map(at => wallClock(at).slice(5)).join(t('ui.listComma')),
          })}
          {overdue ? (
            <strong className="advice-question">{t('advice.rescoreOverdue', { time: wallClock(overdue) })}</strong>
          ) : null}
        </p>
      ) : null}
      <AdviceDecision view={view} />
      <ul className="advice-rules">
        {first.map(rule => (
          <RuleLine key={rule.id} rule={rule} detailed={detailed} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details open={detailed}>
          <summary>{t('advice.rest', { total: rest.length })}</summary>
          <ul className="advice-rules">
            {rest.map(rule => (
              <RuleLine key={rule.id} rule={rule} detailed={detailed} />
            ))}
          </ul>
        </details>
      ) : null}
      {detailed ? <AdviceHistory view={view} /> : null}
    </>
  );
}

function AdviceHistory({ view: { earlier, earlierDecisions } }: { view: AdviceView }) {
  const { t } = useTranslation();
  const lines = [
    ...earlier.map(({ id, computedAt, level }) => ({
      id,
      at: computedAt,
      text: t('advice.earlierLine', { time: wallClock(computedAt), level: t(`advice.level.${level}`) }),
    })),
    ...earlierDecisions.map(({ id, kind, decidedAt, decidedBy, level, reason }) => ({
      id,
      at: decidedAt,
      text: t(`advice.decisionLine.${kind}`, {
        ...{ time: wallClock(decidedAt), by: decidedBy, reason },
        level: t(`advice.level.${level}`),
      }),
    })),
  ].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{t('advice.earlier', { total: lines.length })}</summary>
      <ul className="advice-earlier">
        {lines.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
    </details>
  );
}
