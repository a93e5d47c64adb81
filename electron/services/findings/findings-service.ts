import { AppError } from '../../../shared/contract/errors.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding, FindingCode, FindingEntry, FindingValue } from '../../../shared/records/finding.ts';
import { replacedRows } from '../database/replaced-rows.ts';
import type { FindingRow } from '../database/rows/episode-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';

export type FindingsService = ReturnType<typeof createFindings>;

interface Correction {
  id: string;
  version: number;
  entry: FindingEntry;
  observedAt: string;
  note: string;
  reason: string;
}

export function createFindings({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const rows = () => read.query.selectFrom('finding').selectAll();
  const ofEpisode = (episodeId: string) =>
    read.all(rows().where('episode_id', '=', episodeId).orderBy('observed_at', 'desc'));

  function get(id: string): Finding {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  /**
   * Adds rows inside somebody's unit of work, and returns their ids.
   * @throws AppError out-of-range where the pressures of one look contradict each other
   */
  function add(
    tx: Transaction,
    actor: Actor,
    of: Pick<Episode, 'id' | 'patientId'>,
    observedAt: string,
    findings: readonly FindingEntry[],
    note = '',
  ): string[] {
    assertPressures(findings);
    return findings.map(({ code, value }) => {
      const id = ids.uuid();
      tx.insert('finding', {
        id,
        patient_id: of.patientId,
        episode_id: of.id,
        recorded_at: clock.now(),
        recorded_by: actor.name,
        voided_at: null,
        code,
        value_json: JSON.stringify(value),
        observed_at: new Date(observedAt).toISOString(),
        note,
      });
      return id;
    });
  }

  return {
    add,
    list: (episodeId: string): Finding[] => ofEpisode(episodeId).map(fromRow),
    record(
      actor: Actor,
      input: { episodeId: string; observedAt: string; note: string; findings: readonly FindingEntry[] },
    ): Finding[] {
      const of = episode(input.episodeId);
      assertNotInFuture(clock, input.observedAt, 'observedAt');
      const deed = { action: 'findings.record', subject: of.patientId, reason: null };
      const added = write(actor, deed, tx => {
        const all = add(tx, actor, of, input.observedAt, input.findings, input.note);
        assess(tx, of.id, new Date(input.observedAt).toISOString());
        tx.announce({ type: 'patient.changed', patientId: of.patientId });
        return all;
      });
      return added.map(get);
    },
    /** @throws AppError stale-version | already-void | invalid-input where the code is another one | out-of-range */
    correct(actor: Actor, { id, version, entry, observedAt, note, reason }: Correction): Finding {
      const present = get(id);
      if (present.voidedAt) throw new AppError('already-void');
      if (entry.code !== present.code) throw new AppError('invalid-input', { fields: ['entry.code'] });
      assertNotInFuture(clock, observedAt, 'observedAt');
      const at = new Date(observedAt).toISOString();
      const beside = ofEpisode(present.episodeId)
        .map(fromRow)
        .filter(other => other.id !== id && other.observedAt === at && other.voidedAt === null);
      assertPressures([...beside, entry]);
      write(actor, { action: 'findings.correct', subject: present.patientId, reason }, tx => {
        tx.update('finding', id, version, {
          value_json: JSON.stringify(entry.value),
          observed_at: at,
          note,
          recorded_at: clock.now(),
          recorded_by: actor.name,
        });
        assess(tx, present.episodeId, [at, present.observedAt].toSorted()[0] ?? at);
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return get(id);
    },
    void(actor: Actor, input: { id: string; reason: string }): Finding {
      const present = get(input.id);
      if (present.voidedAt) throw new AppError('already-void');
      write(actor, { action: 'findings.void', subject: present.patientId, reason: input.reason }, tx => {
        tx.update('finding', present.id, present.version, { voided_at: clock.now() });
        assess(tx, present.episodeId, present.observedAt);
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return get(input.id);
    },
    versions: (episodeId: string) =>
      replacedRows<FindingRow>(
        read,
        'finding',
        ofEpisode(episode(episodeId).id).map(({ id }) => id),
      ).map(({ row, change }) => ({ before: fromRow(row), change })),
  };
}

/** A systolic pressure that is not above the diastolic one of the same look is a slip, whichever of them is wrong. */
function assertPressures(look: readonly Pick<Finding, 'code' | 'value'>[]): void {
  const seen = (code: FindingCode) => look.findLast(each => each.code === code)?.value;
  const [sbp, dbp] = [seen('sbp'), seen('dbp')];
  if (typeof sbp === 'number' && typeof dbp === 'number' && sbp <= dbp)
    throw new AppError('out-of-range', { fields: ['sbp', 'dbp'] });
}

const fromRow = (row: FindingRow): Finding => ({
  id: row.id,
  patientId: row.patient_id,
  episodeId: row.episode_id,
  code: row.code as FindingCode,
  value: JSON.parse(row.value_json) as FindingValue,
  observedAt: row.observed_at,
  note: row.note,
  version: row.version,
  recordedAt: row.recorded_at,
  recordedBy: row.recorded_by,
  voidedAt: row.voided_at,
});
