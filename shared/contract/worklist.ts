import { z } from 'zod';
import { WorkLine } from '../records/work-line.ts';
import { read } from './procedure.ts';

export const worklist = {
  /**
   * Everybody with an open course by time left, overdue first; then those whose course ended last and those without one.
   * Names masked. `pending`: people whose line is still being worked out; ask again. For a reader without clinical
   * rights nothing that tells of the disease.
   */
  list: read.output(z.object({ lines: z.array(WorkLine), pending: z.int().min(0) })),
  /**
   * For the window's title: how many people are overdue or have a critical value that nobody has acknowledged, among
   * those whose line is worked out; `pending` as above.
   */
  badge: read.output(z.object({ overdue: z.int(), critical: z.int(), people: z.int(), pending: z.int() })),
};
