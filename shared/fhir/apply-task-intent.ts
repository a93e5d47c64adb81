import type { Task, TaskOutput } from '@medplum/fhirtypes';
import { z } from 'zod';
import { Id, Instant } from '../records/time.ts';
import { CHANNELS, hasOp, opExtension, readTask } from './task.ts';
import { BUSINESS_STATES, type BusinessState, mayMove, placeOf, type Side } from './task-moves.ts';
import type { FhirUris } from './uris.ts';
import { coding, storedTime, wireTime } from './writing.ts';

/** Ops kept in a Task; a check looks only for ops not older than the oldest kept. */
export const OPS_KEPT = 40;

/** What a write wants of a Task. The resource itself is built from the registry's copy at the moment of sending. */
export const TaskIntent = z.object({
  opId: Id,
  site: z.string(),
  side: z.enum(['county', 'ward']),
  to: z.custom<BusinessState>(value => typeof value === 'string' && value in BUSINESS_STATES),
  at: Instant,
  channel: z.enum(CHANNELS),
  reason: z.string().nullable(),
  outputs: z.array(z.object({ code: z.string(), text: z.string() })),
  /** The registry's version and business status that the user saw when deciding; null = never saw one. */
  seen: z.object({ versionId: z.string(), businessStatus: z.string() }).nullable(),
});
export type TaskIntent = z.infer<typeof TaskIntent>;

export type Applied =
  | { readonly result: 'already-there' }
  | { readonly result: 'apply'; readonly task: Task }
  /** The move is not allowed from where the Task stands now. */
  | { readonly result: 'illegal' };

/**
 * Builds the Task to write from the registry's copy: every field and extension that we do not know stays, our op is
 * appended. Pure; the caller writes it with If-Match and reads it back.
 */
export function applyTaskIntent(found: Task, intent: TaskIntent, uris: FhirUris): Applied {
  if (hasOp(found, intent.opId, uris)) return { result: 'already-there' };
  const reading = readTask(found, uris);
  if (!reading) return { result: 'illegal' };
  const place = placeOf(reading.taskStatus, reading.businessStatus);
  if (!mayMove(place, intent.to, intent.side)) return { result: 'illegal' };
  return { result: 'apply', task: moved(found, intent, uris) };
}

function moved(found: Task, intent: TaskIntent, uris: FhirUris): Task {
  const extensions = found.extension ?? [];
  const ops = extensions.filter(extension => extension.url === uris.extension.op);
  const others = extensions.filter(extension => extension.url !== uris.extension.op);
  const { statusReason: _former, businessStatus: _formerBusiness, ...kept } = found;
  const outputs = intent.outputs.map(
    ({ code, text }): TaskOutput => ({
      type: { coding: [coding(uris.codeSystem.output, code)], text: code },
      valueString: text,
    }),
  );
  return {
    ...kept,
    extension: [...others, ...[...ops, opExtension(opOf(intent), uris)].slice(-OPS_KEPT)],
    status: BUSINESS_STATES[intent.to].status,
    ...(intent.to === 'entered-in-error'
      ? {}
      : { businessStatus: { coding: [coding(uris.codeSystem.businessStatus, intent.to)] } }),
    ...(intent.reason === null ? {} : { statusReason: { text: intent.reason } }),
    ...(outputs.length > 0 ? { output: [...(found.output ?? []), ...outputs] } : {}),
    lastModified: laterOf(intent.at, found.authoredOn),
  };
}

const opOf = ({ opId, site, to, at, channel }: TaskIntent) => ({ id: opId, site, to, at, channel });

/** FHIR asks lastModified >= authoredOn, which a wrong clock would break. */
function laterOf(at: Instant, authoredOn: string | undefined): string {
  const authored = storedTime(authoredOn);
  return wireTime(authored !== null && authored > new Date(at).toISOString() ? authored : at);
}

/** What to do when the Task has moved since the user decided (registry-and-sync 3.4). */
export type Rebase = 'silent' | 'tell' | 'drop' | 'ask' | 'alarm';

/**
 * My legal or illegal move against a Task that has changed since it was seen.
 * @param found business status found, `status` its Task.status
 */
export function rebaseOf(
  found: { taskStatus: string; businessStatus: string },
  to: BusinessState,
  side: Side,
  isLegal: boolean,
): Rebase {
  const target = BUSINESS_STATES[to].status;
  if (to === 'read') return isLegal ? 'silent' : 'drop';
  if (found.taskStatus === 'requested' || found.taskStatus === 'received') return isLegal ? 'silent' : 'ask';
  if (found.taskStatus === 'accepted' && to === 'departed' && side === 'county') return 'tell';
  if (found.taskStatus === 'rejected' && to === 'departed') return 'alarm';
  if (found.taskStatus === 'cancelled' && (target === 'accepted' || to === 'arrived')) return 'alarm';
  return 'ask';
}
