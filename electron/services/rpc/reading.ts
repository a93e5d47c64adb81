import { type Access, MAY } from '../../../shared/contract/roles.ts';
import type { CallContext } from './call-context.ts';

/**
 * Whoever was answered out of one patient's record has read it: patients.get itself, whatever is asked by patient or
 * episode, and two records laid side by side. Searching is not reading: its answers are masked.
 */
export function noteReading(caller: CallContext, path: readonly string[], access: Access, input: unknown): void {
  const asked = (input ?? {}) as Record<string, unknown>;
  for (const patientId of patientsOf(caller, path.join('.'), access, asked))
    caller.site.noteReading(caller.actor, patientId);
}

function patientsOf(
  caller: CallContext,
  procedure: string,
  access: Access,
  { id, ids, patientId, episodeId }: Record<string, unknown>,
): string[] {
  if (procedure === 'identity.compare') return ids as string[];
  if (access !== MAY.readClinical) return [];
  if (typeof patientId === 'string') return [patientId];
  if (typeof episodeId === 'string') return [caller.site.episodes.get(episodeId).patientId];
  if (typeof id !== 'string') return [];
  if (procedure === 'patients.get') return [id];
  if (procedure === 'episodes.get') return [caller.site.episodes.get(id).patientId];
  return [];
}
