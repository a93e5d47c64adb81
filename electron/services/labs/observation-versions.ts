import { sql } from 'kysely';
import { type ScoreChange, ScoreOutcome } from '../../../shared/records/assessment.ts';
import type { Observation, ObservationVersion } from '../../../shared/records/observation.ts';
import type { ObservationRow } from '../database/rows/episode-rows.ts';
import type { Reader } from '../database/store.ts';
import { observationOf } from './observation-row.ts';

/**
 * Every version of a value, the latest first. A version and the snapshots that followed from it bear the one instant
 * of their transaction: that is how they are found together.
 */
export function observationVersions(read: Reader, present: Observation): ObservationVersion[] {
  const replaced = read.all(
    read.query
      .selectFrom('row_version')
      .leftJoin('user_account', 'user_account.id', 'row_version.replaced_by')
      .select(['row_json', 'replaced_at', 'reason', 'display_name'])
      .where('entity', '=', 'observation')
      .where('entity_id', '=', present.id)
      .orderBy('row_version.version'),
  );
  // A version begins where the one before it was replaced.
  const earlier = replaced.map(({ row_json }) => observationOf(JSON.parse(row_json) as ObservationRow));
  const versions = [...earlier, present].map((value, index): ObservationVersion => {
    const change = replaced[index - 1];
    if (!change) return { value, at: value.recordedAt, by: value.recordedBy, reason: null, scores: [] };
    return {
      value,
      at: change.replaced_at,
      by: change.display_name ?? value.recordedBy,
      reason: change.reason,
      scores: scoreChanges(read, value, change.replaced_at),
    };
  });
  return versions.reverse();
}

/** Snapshots of one transaction, each beside the one that it took the place of. */
function scoreChanges(read: Reader, value: Observation, at: string): ScoreChange[] {
  const { query } = read;
  const rowid = sql<number>`assessment.rowid`;
  const made = read.all(
    query
      .selectFrom('assessment')
      .select(['score_id', 'anchor_at', 'outcome_json', rowid.as('place')])
      .where('episode_id', '=', value.episodeId)
      .where('computed_at', '=', at)
      .orderBy('anchor_at')
      .orderBy(rowid),
  );
  const changes = made.map(({ score_id, anchor_at, outcome_json, place }): ScoreChange => {
    const before = read.first(
      query
        .selectFrom('assessment')
        .select('outcome_json')
        .where('episode_id', '=', value.episodeId)
        .where('score_id', '=', score_id)
        .where('anchor_at', '=', anchor_at)
        .where(rowid, '<', place)
        .orderBy(rowid, 'desc')
        .limit(1),
    );
    return {
      scoreId: score_id,
      anchorAt: anchor_at,
      before: before ? outcomeOf(before.outcome_json) : null,
      after: outcomeOf(outcome_json),
    };
  });
  const differing = changes.filter(({ before, after }) => result(before) !== result(after));
  return value.voidedAt === null ? differing : [...differing, ...goneWith(read, value)];
}

const outcomeOf = (json: string): ScoreOutcome => ScoreOutcome.parse(JSON.parse(json));

/** What a reader of a score sees; inputs that moved without moving it are no news. */
const result = (outcome: ScoreOutcome | null): string =>
  JSON.stringify(outcome && [outcome.value, outcome.grade, outcome.bounds, outcome.refused?.code]);

/** The void value was the last of its sample: the scores at that time are not read any more. */
function goneWith(read: Reader, { episodeId, sampledAt }: Observation): ScoreChange[] {
  const { query } = read;
  const of = <T extends 'observation' | 'finding'>(
    table: T,
    time: T extends 'finding' ? 'observed_at' : 'sampled_at',
  ) =>
    query
      .selectFrom(table as 'observation')
      .select('id')
      .where('episode_id', '=', episodeId)
      .where(time as 'sampled_at', '=', sampledAt)
      .where('voided_at', 'is', null);
  if (read.first(of('observation', 'sampled_at')) || read.first(of('finding', 'observed_at'))) return [];
  const rows = read.all(
    query
      .selectFrom('assessment')
      .select(['score_id', 'outcome_json'])
      .where('episode_id', '=', episodeId)
      .where('anchor_at', '=', sampledAt)
      .orderBy(sql`rowid`),
  );
  const latest = new Map(rows.map(row => [row.score_id, outcomeOf(row.outcome_json)]));
  return [...latest]
    .filter(([, before]) => before.value !== null)
    .map(([scoreId, before]) => ({ scoreId, anchorAt: sampledAt, before, after: null }));
}
