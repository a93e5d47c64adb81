import { inputKeys } from '../../../shared/clinical/analytes.ts';
import type { CaseAssessment } from '../../../shared/clinical/assess.ts';
import { adviceBasis, adviseReferral, isStanding } from '../../../shared/clinical/referral-advice.ts';
import { engineVersion } from '../../../shared/clinical/score-registry.ts';
import type { AdviceView } from '../../../shared/contract/advice.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { PolicyVersion } from '../../../shared/contract/policy.ts';
import { Advice, AdviceDecision } from '../../../shared/records/advice.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { WorkLine } from '../../../shared/records/work-line.ts';
import { usedInput } from '../assessments/used-input.ts';
import type { AdviceDecisionRow, AdviceRow } from '../database/rows/judgement-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { standing } from './advice-standing.ts';

export interface AdviceDependencies extends ServiceDependencies {
  episode: (id: string) => Episode;
  /** The case at its newest sample or look; `lastKnown` reads it without the age limit of its inputs. */
  present: (episodeId: string) => { now: CaseAssessment; lastKnown: CaseAssessment };
  policy: { inForce: () => PolicyVersion; list: () => PolicyVersion[] };
}

const HOUR_MS = 3_600_000;

/** The advice of each episode by the hospital's policy: computed with every assessment, kept, and a physician's to judge. */
export function createAdvice({ read, write, ids, episode, present, policy }: AdviceDependencies) {
  const adviceRows = (episodeId: string) =>
    read.query.selectFrom('advice').selectAll().where('episode_id', '=', episodeId).orderBy('number', 'desc');
  const decisionRows = (episodeId: string) =>
    read.query.selectFrom('advice_decision').selectAll().where('episode_id', '=', episodeId).orderBy('number', 'desc');

  const newest = (episodeId: string): AdviceRow | undefined => read.first(adviceRows(episodeId).limit(1));
  const lastDecision = (episodeId: string): AdviceDecision | null => {
    const row = read.first(decisionRows(episodeId).limit(1));
    return row ? decisionOf(row) : null;
  };

  /** The advices back to the one decided on, newest first: enough to tell what stands. */
  function since(episodeId: string, decision: AdviceDecision | null, first: Advice): [Advice, ...Advice[]] {
    if (!decision || decision.adviceId === first.id) return [first];
    const rows = read.all(adviceRows(episodeId));
    const at = rows.findIndex(({ id }) => id === decision.adviceId);
    return [first, ...rows.slice(1, at + 1).map(adviceOf)];
  }

  function get(episodeId: string): AdviceView | null {
    const rows = read.all(adviceRows(episodeId));
    const [row, ...before] = rows;
    if (!row) return null;
    const computed = adviceOf(row);
    const [decision = null, ...earlierDecisions] = read.all(decisionRows(episodeId)).map(decisionOf);
    const version = policy.list().find(({ id }) => id === computed.policyVersionId);
    if (!version) throw new AppError('not-found');
    const { number, origin, confirmed } = version;
    return {
      computed,
      policy: { number, origin, confirmed },
      ...standing(since(episodeId, decision, computed), decision),
      earlier: before.map(each => ({
        id: each.id,
        number: each.number,
        level: each.level,
        anchorAt: each.anchor_at,
        computedAt: each.computed_at,
      })),
      earlierDecisions,
    };
  }

  /** Stores what the policy says now, unless it says what it said before. */
  function advise(tx: Transaction, episodeId: string): void {
    const { id, patientId } = episode(episodeId);
    const inForce = policy.inForce();
    const { now, lastKnown } = present(id);
    const { level, rules, rescoreAfterHours } = adviseReferral(inForce.table, adviceBasis(now), adviceBasis(lastKnown));
    const anchorAt = now.chosen.anchorAt;
    const dueAt = (hours: number) => new Date(Date.parse(anchorAt) + hours * HOUR_MS).toISOString();
    const body: AdviceBody = {
      rules: [...rules],
      rescoreDueAt: level === 're-score' ? rescoreAfterHours.map(dueAt) : [],
      inputs: inputKeys.flatMap(key => usedInput(key, now.chosen)),
    };
    const row = {
      policy_version_id: inForce.id,
      engine_version: engineVersion,
      anchor_at: anchorAt,
      level,
      not_judged: rules.filter(({ state }) => state === 'not-judged').length,
      body_json: JSON.stringify(body),
    };
    const before = newest(id);
    if (before && Object.entries(row).every(([column, value]) => before[column as keyof AdviceRow] === value)) return;
    tx.insert('advice', {
      id: ids.uuid(),
      number: (before?.number ?? 0) + 1,
      patient_id: patientId,
      episode_id: id,
      computed_at: tx.at,
      ...row,
    });
  }

  /** A decision on the advice that the physician has seen: if another has been computed since, they look again. */
  function decide(
    actor: Actor,
    deed: string,
    input: { episodeId: string; adviceId: string },
    fields: (computed: AdviceRow) => Pick<AdviceDecision, 'kind' | 'level' | 'reason'>,
  ): AdviceView {
    const { id, patientId } = episode(input.episodeId);
    const seen = newest(id);
    if (!seen) throw new AppError('not-found');
    const decision = fields(seen);
    write(actor, { action: deed, subject: patientId, reason: decision.reason || null }, tx => {
      if (seen.id !== input.adviceId) throw new AppError('stale-version', { count: seen.number });
      tx.insert('advice_decision', {
        id: ids.uuid(),
        number: (read.first(decisionRows(id).limit(1))?.number ?? 0) + 1,
        advice_id: seen.id,
        episode_id: id,
        ...decision,
        decided_at: tx.at,
        decided_by: actor.name,
      });
      tx.announce({ type: 'patient.changed', patientId });
    });
    const view = get(id);
    if (!view) throw new AppError('not-found');
    return view;
  }

  return {
    get,
    advise,
    /** Computes every open episode anew, by another policy. */
    adviseAll(tx: Transaction): void {
      const open = read.query.selectFrom('episode').select(['id', 'patient_id']).where('closed_at', 'is', null);
      for (const row of read.all(open)) {
        advise(tx, row.id);
        tx.announce({ type: 'patient.changed', patientId: row.patient_id });
      }
    },
    /** @throws AppError not-found | stale-version */
    confirm: (actor: Actor, input: { episodeId: string; adviceId: string }): AdviceView =>
      decide(actor, 'advice.confirm', input, ({ level }) => ({ kind: 'confirmed', level, reason: '' })),
    /** @throws AppError not-found | stale-version | invalid-input where the level is the computed one */
    override(
      actor: Actor,
      input: { episodeId: string; adviceId: string; level: Advice['level']; reason: string },
    ): AdviceView {
      const { level, reason } = input;
      return decide(actor, 'advice.override', input, computed => {
        if (computed.level === level) throw new AppError('invalid-input', { fields: ['level'] });
        return { kind: 'overridden', level, reason };
      });
    },
    /** For the work list. */
    summary(episodeId: string): WorkLine['advice'] {
      const row = newest(episodeId);
      if (!row) return null;
      const decision = lastDecision(episodeId);
      const stands = decision
        ? standing(since(episodeId, decision, adviceOf(row)), decision)
        : { level: row.level, decision: null };
      return {
        level: stands.level,
        computed: row.level,
        decided: stands.decision?.kind ?? null,
        decidedAt: decision?.decidedAt ?? null,
        isQuestioned: stands.decision?.isQuestioned ?? false,
        notJudged: row.not_judged,
        rescoreDueAt: (JSON.parse(row.body_json) as AdviceBody).rescoreDueAt,
      };
    },
    /** The level that stands, for the referral form; null where no rule asks for a transfer. */
    urgency(episodeId: string): Advice['level'] | null {
      const view = get(episodeId);
      return view && (view.computed.rules.some(isStanding) || view.decision) ? view.level : null;
    },
  };
}

type AdviceBody = Pick<Advice, 'rules' | 'rescoreDueAt' | 'inputs'>;

const adviceOf = (row: AdviceRow): Advice =>
  Advice.parse({
    id: row.id,
    patientId: row.patient_id,
    episodeId: row.episode_id,
    number: row.number,
    anchorAt: row.anchor_at,
    computedAt: row.computed_at,
    policyVersionId: row.policy_version_id,
    engineVersion: row.engine_version,
    level: row.level,
    ...(JSON.parse(row.body_json) as AdviceBody),
  });

const decisionOf = (row: AdviceDecisionRow): AdviceDecision =>
  AdviceDecision.parse({
    id: row.id,
    adviceId: row.advice_id,
    kind: row.kind,
    level: row.level,
    reason: row.reason,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  });
