import type { ClinicEvent } from '../../../shared/contract/events.ts';
import type { Store } from '../database/store.ts';

/**
 * Takes away the lines of whoever changed, inside the transaction that changed them. Settings (critical values, formula
 * checks) may be behind every line.
 */
export function forgetLines(store: Pick<Store, 'execute'>, events: readonly ClinicEvent[]): void {
  if (events.some(({ type }) => type === 'settings.changed')) store.execute('DELETE FROM work_line', []);
  const changed = new Set(events.flatMap(event => ('patientId' in event ? [event.patientId] : [])));
  for (const id of changed)
    store.execute(
      `DELETE FROM work_line
       WHERE patient_id = ? OR patient_id IN (SELECT survivor_id FROM patient_alias WHERE patient_id = ?)`,
      [id, id],
    );
}
