import type { z } from 'zod';
import type { Instant } from '../../../shared/records/time.ts';
import { acceptDraft } from '../../app/accept-draft.ts';

/** What is being typed, with the time of the last keystroke: newer or older than what is stored. */
export interface Typed<T> {
  readonly at: Instant;
  readonly form: T;
}

/** A draft counts only where it is newer than what is stored; `storedAt` null = nothing is. */
export function newerDraft<T>(schema: z.ZodType<T>, body: unknown, storedAt: Instant | null): Typed<T> | null {
  if (typeof body !== 'object' || body === null || !('at' in body) || typeof body.at !== 'string') return null;
  const form = acceptDraft(schema, 'form' in body ? body.form : null);
  if (form === null) return null;
  return storedAt === null || Date.parse(body.at) > Date.parse(storedAt) ? { at: body.at, form } : null;
}
