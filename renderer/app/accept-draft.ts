import type { z } from 'zod';

/**
 * Reads a stored draft back. A text that has grown too long to be saved is still somebody's typing: it comes back too,
 * and the field says what is wrong. Anything of another shape is not ours.
 */
export function acceptDraft<T>(schema: z.ZodType<T>, body: unknown): T | null {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const isOnlyTooLong = parsed.error.issues.every(issue => issue.code === 'too_big');
  return isOnlyTooLong ? (body as T) : null; // its shape was checked, only a length was refused
}
