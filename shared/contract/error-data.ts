import { z } from 'zod';
import type { ErrorData } from './errors.ts';

/** The schema of what travels beside a code; apart from the codes, so that these cost nothing to load. */
export const ErrorDataSchema: z.ZodType<ErrorData> = z
  .object({
    fields: z.array(z.string()).optional(),
    id: z.string().optional(),
    count: z.number().optional(),
    seconds: z.number().optional(),
  })
  .optional();
