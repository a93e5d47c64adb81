import { z } from 'zod';
import type { SessionUser } from '../../../shared/contract/application.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import { CriticalLimit, type CriticalTable, limitFaults } from '../../../shared/records/critical-table.ts';
import {
  CriticalAcknowledgement,
  type CriticalValue,
  criticalValuesOf,
  isStillCritical,
} from '../../../shared/records/critical-value.ts';
import type { Episode } from '../../../shared/records/episode.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import { type Patient, patientAge } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import type { CriticalTableRow } from '../database/rows/judgement-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export interface CriticalValuesDependencies extends ServiceDependencies {
  patient: (id: string) => Patient;
  episode: (id: string) => Episode;
  observation: (id: string) => Observation;
  observations: (episodeId: string) => Observation[];
  verifyPassword: (login: string, password: string) => Promise<void>;
}

export type CriticalValuesService = ReturnType<typeof createCriticalValues>;

/** The hospital's table of critical values, what it says of stored values, and who has acknowledged them. */
export function createCriticalValues(dependencies: CriticalValuesDependencies) {
  const { read, write, clock, ids, patient, episode, observation, observations } = dependencies;
  const query = read.query;

  const tableRows = (): CriticalTableRow[] =>
    read.all(query.selectFrom('critical_table').selectAll().orderBy('number', 'desc'));

  const tables = (): CriticalTable[] => tableRows().map(asTable);

  const acknowledgements = (episodeId: string): CriticalAcknowledgement[] =>
    read
      .all(
        query
          .selectFrom('critical_acknowledgement as done')
          .innerJoin('critical_table as by', 'by.id', 'done.table_id')
          .selectAll('done')
          .select(['by.number', 'by.signer_name', 'by.signed_at'])
          .where('done.episode_id', '=', episodeId),
      )
      .map(row =>
        CriticalAcknowledgement.parse({
          id: row.id,
          observationId: row.observation_id,
          observationVersion: row.observation_version,
          side: row.side,
          valueSi: row.value_si,
          comparator: row.comparator,
          enteredValue: row.entered_value,
          enteredUnit: row.entered_unit,
          cutoffSi: row.cutoff_si,
          tableVersion: row.number,
          signedBy: row.signer_name,
          signedAt: row.signed_at,
          done: row.done,
          at: row.acknowledged_at,
          by: row.acknowledged_by,
        }),
      );

  function list(episodeId: string): CriticalValue[] {
    const person = patient(episode(episodeId).patientId);
    return criticalValuesOf({
      tables: tables(),
      observations: observations(episodeId),
      acknowledgements: acknowledgements(episodeId),
      ageAt: sampledAt => patientAge(person, wallDay(sampledAt)),
    });
  }

  const listed = ({ id, episodeId }: Observation): CriticalValue | undefined =>
    list(episodeId).find(({ observationId }) => observationId === id);

  return {
    tables,
    list,
    /** How many values of an episode nobody has acknowledged. */
    openCount: (episodeId: string): number => list(episodeId).filter(({ state }) => state === 'open').length,
    /**
     * Puts a new version of the table in force.
     * @throws AppError invalid-input naming `limits.ROW.FIELD` | stale-version | wrong-password
     */
    async sign(
      user: SessionUser,
      actor: Actor,
      input: { basedOn: number; limits: CriticalLimit[]; password: string },
    ): Promise<CriticalTable> {
      const faults = limitFaults(input.limits);
      if (faults.length > 0)
        throw new AppError('invalid-input', { fields: faults.map(({ row, field }) => `limits.${row}.${field}`) });
      await dependencies.verifyPassword(user.login, input.password);
      const row: CriticalTableRow = {
        id: ids.uuid(),
        number: input.basedOn + 1,
        limits_json: JSON.stringify(input.limits),
        signed_at: clock.now(),
        signed_by: actor.id,
        signer_name: actor.name,
      };
      write(actor, { action: 'criticalValues.sign', subject: row.id, reason: null }, tx => {
        const present = tables()[0]?.version ?? 0;
        if (present !== input.basedOn) throw new AppError('stale-version', { count: present });
        tx.insert('critical_table', row);
        tx.announce({ type: 'settings.changed' });
      });
      return asTable(row);
    },
    /** @throws AppError not-found | already-void | stale-version | not-critical */
    acknowledge(actor: Actor, input: { observationId: string; version: number; done: string }): CriticalValue {
      const { observationId, version, done } = input;
      const present = observation(observationId);
      if (present.voidedAt !== null) throw new AppError('already-void');
      if (present.version !== version) throw new AppError('stale-version', { id: present.id, count: present.version });
      const value = listed(present);
      if (!value || !isStillCritical(value)) throw new AppError('not-critical');
      const [inForce] = tableRows();
      if (!inForce) throw new AppError('not-critical');
      write(actor, { action: 'criticalValues.acknowledge', subject: present.patientId, reason: done }, tx => {
        tx.insert('critical_acknowledgement', {
          id: ids.uuid(),
          episode_id: present.episodeId,
          observation_id: observationId,
          observation_version: version,
          table_id: inForce.id,
          side: value.side,
          value_si: value.valueSi,
          comparator: value.comparator,
          entered_value: value.enteredValue,
          entered_unit: value.enteredUnit,
          cutoff_si: value.cutoffSi,
          done,
          acknowledged_at: clock.now(),
          acknowledged_by: actor.name,
        });
        tx.announce({ type: 'patient.changed', patientId: present.patientId });
      });
      return listed(present) ?? value;
    },
  };
}

const Limits = z.array(CriticalLimit);

const asTable = (row: CriticalTableRow): CriticalTable => ({
  id: row.id,
  version: row.number,
  limits: Limits.parse(JSON.parse(row.limits_json)),
  signedBy: row.signer_name,
  signedAt: row.signed_at,
});
