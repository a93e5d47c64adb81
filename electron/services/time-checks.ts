import { AppError } from '../../shared/contract/errors.ts';
import type { Clock } from './ports.ts';

/** A hospital's wall clocks differ by a few minutes; what lies further ahead is a typing error. */
export const TOLERANCE_MS = 5 * 60_000;

/** @throws AppError sample-time-in-future naming `field` */
export function assertNotInFuture(clock: Clock, instant: string, field: string): void {
  if (Date.parse(instant) > Date.parse(clock.now()) + TOLERANCE_MS)
    throw new AppError('sample-time-in-future', { fields: [field] });
}
