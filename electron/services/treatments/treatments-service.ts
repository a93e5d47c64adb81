import { AppError } from '../../../shared/contract/errors.ts';
import type { Instant } from '../../../shared/records/time.ts';
import { Treatment, type TreatmentFields, type TreatmentVersion } from '../../../shared/records/treatment.ts';
import { replacedRows } from '../database/replaced-rows.ts';
import type { TreatmentRow } from '../database/rows/episode-rows.ts';
import type { Actor, Deed } from '../database/unit-of-work.ts';
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

  /** The columns of the fields, checked against the clock and each other. */
  function columns({ kind, startedAt, endedAt, detail, particulars }: TreatmentFields): Fields {
    assertNotInFuture(clock, startedAt, 'startedAt');
    assertEndsAfter(startedAt, endedAt);
    return {
      kind,
      started_at: inUtc(startedAt),
      ended_at: endedAt && inUtc(endedAt),
      detail,
      particulars_json: particulars ? JSON.stringify(particulars) : null,
    };
  }

  /** Writes a new version and computes anew from the earlier of the two starts. */
  function change(actor: Actor, deed: Deed, present: Treatment, version: number, columns: Partial<Fields>): Treatment {
    if (present.voidedAt) throw new AppError('already-void');
    write(actor, deed, tx => {
      const by = { recorded_at: clock.now(), recorded_by: actor.name };
      tx.update('treatment', present.id, version, { ...columns, ...by });
      assess(tx, present.episodeId, earlier(present.startedAt, columns.started_at ?? present.startedAt));
      tx.announce({ type: 'patient.changed', patientId: present.patientId });
    });
    return get(present.id);
  }

  return {
    list: (episodeId: string): Treatment[] =>
      read.all(rows().where('episode_id', '=', episodeId).orderBy('started_at', 'desc')).map(fromRow),
    /** @throws AppError invalid-input where it ends before it starts | sample-time-in-future */
    record(actor: Actor, input: { episodeId: string; fields: TreatmentFields }): Treatment {
      const of = episode(input.episodeId);
      const fields = columns(input.fields);
      const id = ids.uuid();
      write(actor, { action: 'treatments.record', subject: of.patientId, reason: null }, tx => {
        tx.insert('treatment', {
          id,
          patient_id: of.patientId,
          episode_id: of.id,
          recorded_at: clock.now(),
          recorded_by: actor.name,
          voided_at: null,
          ...fields,
        });
        assess(tx, of.id, fields.started_at);
        tx.announce({ type: 'patient.changed', patientId: of.patientId });
      });
      return get(id);
    },
    /** @throws AppError not-found | already-void | stale-version, and those of `record` */
    correct(actor: Actor, input: { id: string; version: number; fields: TreatmentFields; reason: string }): Treatment {
      const present = get(input.id);
      const deed = { action: 'treatments.correct', subject: present.patientId, reason: input.reason };
      return change(actor, deed, present, input.version, columns(input.fields));
    },
    /** @throws AppError not-found | already-void | stale-version | invalid-input | sample-time-in-future */
    end(actor: Actor, input: { id: string; version: number; endedAt: Instant }): Treatment {
      const present = get(input.id);
      assertNotInFuture(clock, input.endedAt, 'endedAt');
      assertEndsAfter(present.startedAt, input.endedAt);
      const deed = { action: 'treatments.end', subject: present.patientId, reason: null };
      return change(actor, deed, present, input.version, { ended_at: inUtc(input.endedAt) });
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
    versions(id: string): TreatmentVersion[] {
      get(id);
      return replacedRows<TreatmentRow>(read, 'treatment', [id]).map(({ row, change }) => ({
        ...fromRow(row),
        replaced: change,
      }));
    },
  };
}

type Fields = Pick<TreatmentRow, 'kind' | 'started_at' | 'ended_at' | 'detail' | 'particulars_json'>;

const inUtc = (at: Instant): Instant => new Date(at).toISOString();

const earlier = (a: Instant, b: Instant): Instant => (Date.parse(a) <= Date.parse(b) ? a : b);

function assertEndsAfter(startedAt: Instant, endedAt: Instant | null): void {
  if (endedAt !== null && Date.parse(endedAt) < Date.parse(startedAt))
    throw new AppError('invalid-input', { fields: ['fields.endedAt'] });
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
    // Absent, not null, where there is none; a version older than the column has no such key.
    ...(row.particulars_json ? { particulars: JSON.parse(row.particulars_json) } : {}),
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    voidedAt: row.voided_at,
  });
