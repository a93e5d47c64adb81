import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { LabProfile, LabProfileFields } from '../../../shared/records/lab-profile.ts';
import type { LabProfileRow } from '../database/rows/lab-import-rows.ts';
import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';

export type LabProfilesService = ReturnType<typeof createLabProfiles>;

/** How a site's exports are read where they do not say it themselves: named, versioned, chosen by their header row. */
export function createLabProfiles({ read, write, clock, ids }: ServiceDependencies) {
  const rows = () => read.query.selectFrom('lab_profile').selectAll();

  function get(id: string): LabProfile {
    const row = read.first(rows().where('id', '=', id));
    if (!row || row.voided_at !== null) throw new AppError('not-found', { id });
    return fromRow(row);
  }

  return {
    list: (): LabProfile[] => read.all(rows().where('voided_at', 'is', null).orderBy('name')).map(fromRow),
    /** @throws AppError not-found | stale-version */
    save(actor: Actor, input: { id: string | null; version: number | null; fields: LabProfileFields }): LabProfile {
      const { name, signature, ...body } = input.fields;
      const columns = { name, signature, body_json: JSON.stringify(body), saved_at: clock.now(), saved_by: actor.name };
      const id = input.id ?? ids.uuid();
      if (input.id) get(input.id);
      write(actor, { action: 'labProfiles.save', subject: null, reason: null }, tx => {
        if (input.id) tx.update('lab_profile', input.id, input.version ?? 0, columns);
        else tx.insert('lab_profile', { id, ...columns, voided_at: null });
        tx.announce({ type: 'settings.changed' });
      });
      return get(id);
    },
    void(actor: Actor, { id, version, reason }: { id: string; version: number; reason: string }): Record<never, never> {
      get(id);
      write(actor, { action: 'labProfiles.void', subject: null, reason }, tx => {
        tx.update('lab_profile', id, version, { voided_at: clock.now() });
        tx.announce({ type: 'settings.changed' });
      });
      return {};
    },
  };
}

const Body = LabProfileFields.omit({ name: true, signature: true });

const fromRow = (row: LabProfileRow): LabProfile =>
  z.parse(LabProfile, {
    id: row.id,
    version: row.version,
    name: row.name,
    signature: row.signature,
    ...Body.parse(JSON.parse(row.body_json)),
    savedAt: row.saved_at,
    savedBy: row.saved_by,
  });
