import { AppError } from '../../../shared/contract/errors.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import { labItem, toSi } from '../../../shared/records/lab-catalogue.ts';
import type { LabEntry, LabPanel, Observation, ObservationVersion } from '../../../shared/records/observation.ts';
import type { ObservationRow } from '../database/rows/episode-rows.ts';
import type { Actor, Transaction } from '../database/unit-of-work.ts';
import type { EpisodeRecordDependencies } from '../service.ts';
import { assertNotInFuture } from '../time-checks.ts';
import { observationOf } from './observation-row.ts';
import { observationVersions } from './observation-versions.ts';

export type LabsService = ReturnType<typeof createLabs>;

export function createLabs({ read, write, clock, ids, episode, assess }: EpisodeRecordDependencies) {
  const rows = () => read.query.selectFrom('observation').selectAll();

  function get(id: string): Observation {
    const row = read.first(rows().where('id', '=', id));
    if (!row) throw new AppError('not-found');
    return observationOf(row);
  }

  /**
   * Adds one sample's values inside somebody's unit of work, and returns their ids.
   * @throws AppError sample-time-in-future | unknown-unit | out-of-range (not confirmed), naming the codes
   */
  function add(tx: Transaction, actor: Actor, of: Pick<Episode, 'id' | 'patientId'>, panel: NewPanel): string[] {
    assertNotInFuture(clock, panel.sampledAt, 'sampledAt');
    assertPlausible(panel.entries);
    return panel.entries.map(measured).map(value => {
      const id = ids.uuid();
      tx.insert('observation', {
        id,
        patient_id: of.patientId,
        episode_id: of.id,
        recorded_at: clock.now(),
        recorded_by: actor.name,
        voided_at: null,
        sampled_at: new Date(panel.sampledAt).toISOString(),
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
  }

  /**
   * Stores samples of one episode and assesses it anew, all or nothing.
   * @throws AppError as `add`; invalid-input where the samples are of several episodes
   */
  function recordPanels(actor: Actor, panels: readonly LabPanel[]): Observation[] {
    const [episodeId = '', ...others] = new Set(panels.map(panel => panel.episodeId));
    if (others.length > 0) throw new AppError('invalid-input', { fields: ['panels'] });
    const of = episode(episodeId);
    const added = write(actor, { action: 'labs.record', subject: of.patientId, reason: null }, tx => {
      const all = panels.flatMap(panel => add(tx, actor, of, panel));
      const earliest = panels.map(panel => new Date(panel.sampledAt).toISOString()).sort()[0] ?? null;
      assess(tx, of.id, earliest);
      tx.announce({ type: 'patient.changed', patientId: of.patientId });
      return all;
    });
    return added.map(get);
  }

  return {
    get,
    add,
    list: (episodeId: string): Observation[] =>
      read
        .all(rows().where('episode_id', '=', episodeId).orderBy('sampled_at', 'desc').orderBy('recorded_at'))
        .map(observationOf),
    versions: (id: string): ObservationVersion[] => observationVersions(read, get(id)),
    recordPanels,
    record: (actor: Actor, panel: LabPanel): Observation[] => recordPanels(actor, [panel]),
    correct(actor: Actor, input: { id: string; version: number; entry: LabEntry; reason: string }): Observation {
      const present = get(input.id);
      if (present.voidedAt) throw new AppError('already-void');
      if (input.entry.code !== present.code) throw new AppError('invalid-input', { fields: ['entry.code'] });
      assertPlausible([input.entry]);
      write(actor, { action: 'labs.correct', subject: present.patientId, reason: input.reason }, tx => {
        const typed = { source: 'typed', lab_flag: null }; // the flag was the former value's; the range stays
        const change = { ...typed, ...measured(input.entry), recorded_at: clock.now(), recorded_by: actor.name };
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

type NewPanel = Omit<LabPanel, 'episodeId'>;

type Measured = Pick<
  ObservationRow,
  'code' | 'value_si' | 'comparator' | 'text' | 'missing' | 'entered_value' | 'entered_unit'
> &
  Partial<Pick<ObservationRow, 'range_low' | 'range_high' | 'lab_flag'>>;

/** The columns of one typed value, converted to the SI unit of its code. */
function measured(entry: LabEntry): Measured {
  const { code, unit, range, labFlag } = entry;
  const si = (value: number | null): number | null => (value === null ? null : toSi(code, value, unit));
  return {
    code,
    value_si: si(entry.value === null ? null : Number(entry.value)),
    comparator: entry.comparator,
    text: entry.text,
    missing: entry.missing,
    entered_value: entry.value,
    entered_unit: unit,
    ...(range === undefined ? {} : { range_low: si(range?.low ?? null), range_high: si(range?.high ?? null) }),
    ...(labFlag === undefined ? {} : { lab_flag: labFlag }),
  };
}

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
