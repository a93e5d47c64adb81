import type { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Finding, FindingCode, FindingEntry, FindingValue } from '../../../shared/records/finding.ts';
import type { FindingRow } from '../database/schema.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';

export type FindingInput = z.infer<typeof FindingEntry>;

export type FindingsService = ReturnType<typeof createFindings>;

export function createFindings({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const rows = () => read.query.selectFrom('finding').selectAll();

  function get(id: string): Finding {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  /** Adds rows inside somebody's unit of work, and returns their ids. */
  function add(
    tx: Transaction,
    actor: Actor,
    of: Pick<Episode, 'id' | 'patientId'>,
    observedAt: string,
    findings: readonly FindingInput[],
    note = '',
  ): string[] {
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
    list: (episodeId: string): Finding[] =>
      read.all(rows().where('episode_id', '=', episodeId).orderBy('observed_at', 'desc')).map(fromRow),
    record(
      actor: Actor,
      input: { episodeId: string; observedAt: string; note: string; findings: readonly FindingInput[] },
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
  };
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
