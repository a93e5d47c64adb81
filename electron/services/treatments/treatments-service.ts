import { AppError } from '../../../shared/contract/errors.ts';
import { Treatment, type TreatmentFields } from '../../../shared/records/treatment.ts';
import type { TreatmentRow } from '../database/schema.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';

export type TreatmentsService = ReturnType<typeof createTreatments>;

export function createTreatments({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const rows = () => read.query.selectFrom('treatment').selectAll();

  function get(id: string): Treatment {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return fromRow(row);
  }

  return {
    list: (episodeId: string): Treatment[] =>
      read.all(rows().where('episode_id', '=', episodeId).orderBy('started_at', 'desc')).map(fromRow),
    /** @throws AppError invalid-input where it ends before it starts */
    record(actor: Actor, input: { episodeId: string; fields: TreatmentFields }): Treatment {
      const of = episode(input.episodeId);
      const { kind, startedAt, endedAt, detail } = input.fields;
      assertNotInFuture(clock, startedAt, 'startedAt');
      if (endedAt && Date.parse(endedAt) < Date.parse(startedAt))
        throw new AppError('invalid-input', { fields: ['fields.endedAt'] });
      const id = ids.uuid();
      write(actor, { action: 'treatments.record', subject: of.patientId, reason: null }, tx => {
        tx.insert('treatment', {
          id,
          patient_id: of.patientId,
          episode_id: of.id,
          recorded_at: clock.now(),
          recorded_by: actor.name,
          voided_at: null,
          kind,
          started_at: new Date(startedAt).toISOString(),
          ended_at: endedAt && new Date(endedAt).toISOString(),
          detail,
        });
        assess(tx, of.id, new Date(startedAt).toISOString());
        tx.announce({ type: 'patient.changed', patientId: of.patientId });
      });
      return get(id);
    },
    void(actor: Actor, input: { id: string; reason: string }): Treatment {
      const present = get(input.id);
      if (present.voidedAt) throw new AppError('already-void');
      write(actor, { action: 'treatments.void', subject: present.patientId, reason: input.reason }, tx => {
        tx.update('treatment', present.id, present.version, { voided_at: clock.now() });
        assess(tx, present.episodeId, present.startedAt);
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return get(input.id);
    },
  };
}

const fromRow = (row: TreatmentRow): Treatment =>
  Treatment.parse({
    id: row.id,
    patientId: row.patient_id,
    episodeId: row.episode_id,
    kind: row.kind,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    detail: row.detail,
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    voidedAt: row.voided_at,
  });
