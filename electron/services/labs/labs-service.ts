import { AppError } from '../../../shared/contract/errors.ts';
import { labItem, toSi } from '../../../shared/records/lab-catalogue.ts';
import { type LabEntry, type LabPanel, Observation } from '../../../shared/records/observation.ts';
import type { ObservationRow } from '../database/schema.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';

export type LabsService = ReturnType<typeof createLabs>;

export function createLabs({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const rows = () => read.query.selectFrom('observation').selectAll();

  function get(id: string): Observation {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return observationOf(row);
  }

  return {
    get,
    list: (episodeId: string): Observation[] =>
      read
        .all(rows().where('episode_id', '=', episodeId).orderBy('sampled_at', 'desc').orderBy('recorded_at'))
        .map(observationOf),
    /**
     * Stores one sample's values and assesses the episode anew, all or nothing.
     * @throws AppError sample-time-in-future | unknown-unit | out-of-range (not confirmed), naming the codes
     */
    record(actor: Actor, panel: LabPanel): Observation[] {
      const of = episode(panel.episodeId);
      assertNotInFuture(clock, panel.sampledAt, 'sampledAt');
      const values = panel.entries.map(measured);
      assertPlausible(panel.entries);
      const sampledAt = new Date(panel.sampledAt).toISOString();
      const deed = { action: 'labs.record', subject: of.patientId, reason: null };
      const added = write(actor, deed, tx => {
        const all = values.map(value => {
          const id = ids.uuid();
          tx.insert('observation', {
            id,
            patient_id: of.patientId,
            episode_id: of.id,
            recorded_at: clock.now(),
            recorded_by: actor.name,
            voided_at: null,
            sampled_at: sampledAt,
            time_source: panel.timeSource,
            laboratory: panel.laboratory,
            source: 'typed',
            range_low: null,
            range_high: null,
            lab_flag: null,
            ...value,
          });
          return id;
        });
        assess(tx, of.id, sampledAt);
        tx.announce({ type: 'patient.changed', patientId: of.patientId });
        return all;
      });
      return added.map(get);
    },
    correct(actor: Actor, input: { id: string; version: number; entry: LabEntry; reason: string }): Observation {
      const present = get(input.id);
      if (present.voidedAt) throw new AppError('already-void');
      if (input.entry.code !== present.code) throw new AppError('invalid-input', { fields: ['entry.code'] });
      assertPlausible([input.entry]);
      write(actor, { action: 'labs.correct', subject: present.patientId, reason: input.reason }, tx => {
        const typed = { source: 'typed', lab_flag: null }; // the flag was the former value's; the range stays
        const change = { ...measured(input.entry), ...typed, recorded_at: clock.now(), recorded_by: actor.name };
        tx.update('observation', present.id, input.version, change);
        assess(tx, present.episodeId, present.sampledAt);
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return get(input.id);
    },
    void(actor: Actor, input: { id: string; reason: string }): Observation {
      const present = get(input.id);
      if (present.voidedAt) throw new AppError('already-void');
      write(actor, { action: 'labs.void', subject: present.patientId, reason: input.reason }, tx => {
        tx.update('observation', present.id, present.version, { voided_at: clock.now() });
        assess(tx, present.episodeId, present.sampledAt);
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return get(input.id);
    },
  };
}

type Measured = Pick<
  ObservationRow,
  'code' | 'value_si' | 'comparator' | 'text' | 'missing' | 'entered_value' | 'entered_unit'
>;

/** The columns of one typed value, converted to the SI unit of its code. */
const measured = (entry: LabEntry): Measured => ({
  code: entry.code,
  value_si: entry.value === null ? null : toSi(entry.code, Number(entry.value), entry.unit),
  comparator: entry.comparator,
  text: entry.text,
  missing: entry.missing,
  entered_value: entry.value,
  entered_unit: entry.unit,
});

/** Outside the hard limits nothing is stored unless a person was asked and confirmed it. */
function assertPlausible(entries: readonly LabEntry[]): void {
  const doubtful = entries.filter(({ code, value, unit, confirmed }) => {
    if (value === null || confirmed) return false;
    const [low, high] = labItem(code).hard;
    const si = toSi(code, Number(value), unit);
    return si < low || si > high;
  });
  if (doubtful.length > 0) throw new AppError('out-of-range', { fields: doubtful.map(entry => entry.code) });
}

/** @param row as the table holds it */
export const observationOf = (row: ObservationRow): Observation =>
  Observation.parse({
    id: row.id,
    patientId: row.patient_id,
    episodeId: row.episode_id,
    code: row.code,
    valueSi: row.value_si,
    comparator: row.comparator,
    text: row.text,
    missing: row.missing,
    enteredValue: row.entered_value,
    enteredUnit: row.entered_unit,
    sampledAt: row.sampled_at,
    timeSource: row.time_source,
    laboratory: row.laboratory,
    source: row.source,
    ...(row.range_low === null && row.range_high === null
      ? {}
      : { range: { low: row.range_low, high: row.range_high } }),
    ...(row.lab_flag === null ? {} : { labFlag: row.lab_flag }),
    version: row.version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    voidedAt: row.voided_at,
  });
