import type { Actor } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { survivorOf } from './same-person.ts';

/** One look at a record is one audit event, however many questions its pages ask. */
export const SAME_LOOK_MS = 15 * 60_000;

/** Who looked at whose record (records-and-forms L4), and with it whom each user opened last. */
export function createPatientReading({ read, write, clock }: Pick<ServiceDependencies, 'read' | 'write' | 'clock'>) {
  /** The patient that each user looks at now: the pages of one patient ask again and again. */
  const looking = new Map<string, { patientId: string; untilMs: number }>();

  /** Called at every answer that holds a record. Writes at most once while a user stays with one patient. */
  return function noteReading(actor: Actor, recordId: string): void {
    const patientId = survivorOf(read, recordId);
    const nowMs = clock.monotonicMs();
    const present = looking.get(actor.id);
    if (present?.patientId === patientId && nowMs < present.untilMs) return;
    const row = read.first(
      read.query
        .selectFrom('patient_opened')
        .select('noted_at')
        .where('user_id', '=', actor.id)
        .where('patient_id', '=', patientId),
    );
    const now = clock.now();
    const age = row ? Date.parse(now) - Date.parse(row.noted_at) : Number.POSITIVE_INFINITY;
    const isSameLook = age >= 0 && age < SAME_LOOK_MS; // a clock set back does not hide a look
    write(actor, { action: 'patients.get', subject: patientId, reason: null }, tx => {
      const noted_at = row && isSameLook ? row.noted_at : now;
      tx.bookkeeping.put('patient_opened', { user_id: actor.id, patient_id: patientId, opened_at: now, noted_at });
      if (!isSameLook) tx.note();
    });
    looking.set(actor.id, { patientId, untilMs: nowMs + SAME_LOOK_MS - (isSameLook ? age : 0) });
  };
}
