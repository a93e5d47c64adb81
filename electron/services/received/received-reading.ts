import type { Id } from '../../../shared/records/time.ts';
import type { Actor } from '../database/unit-of-work.ts';
import { SAME_LOOK_MS } from '../patients/patient-reading.ts';
import type { ServiceDependencies } from '../service.ts';

/** Who looked at which patient of another hospital (records-and-forms L4): one event a look, however often the page asks. */
export function createReceivedReading({ write, clock }: Pick<ServiceDependencies, 'write' | 'clock'>) {
  const looking = new Map<string, { receivedId: Id; untilMs: number }>();
  return function noteReading(actor: Actor, receivedId: Id): void {
    const nowMs = clock.monotonicMs();
    const present = looking.get(actor.id);
    if (present?.receivedId === receivedId && nowMs < present.untilMs) return;
    write(actor, { action: 'received.get', subject: receivedId, reason: null }, tx => tx.note());
    looking.set(actor.id, { receivedId, untilMs: nowMs + SAME_LOOK_MS });
  };
}
