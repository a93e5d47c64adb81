import type { CallContext } from './call-context.ts';

/**
 * Whoever was answered out of one patient's record has read it: patients.get itself, and whatever is asked by patient or
 * episode. Searching is not reading: its answers are masked.
 */
export function noteReading(caller: CallContext, path: readonly string[], input: unknown): void {
  const patientId = patientOf(caller, path.join('.'), (input ?? {}) as Record<string, unknown>);
  if (patientId !== null) caller.site.noteReading(caller.actor, patientId);
}

function patientOf({ site }: CallContext, procedure: string, input: Record<string, unknown>): string | null {
  const { id, patientId, episodeId } = input;
  if (typeof patientId === 'string') return patientId;
  if (typeof episodeId === 'string') return site.episodes.get(episodeId).patientId;
  if (typeof id !== 'string') return null;
  if (procedure === 'patients.get') return id;
  if (procedure === 'episodes.get') return site.episodes.get(id).patientId;
  return null;
}
