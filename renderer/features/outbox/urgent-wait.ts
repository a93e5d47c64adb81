import type { OutboxLine } from '../../../shared/contract/transfer.ts';
import type { Instant } from '../../../shared/records/time.ts';

const CALL_AFTER_MS = 30 * 60_000; // registry-and-sync 9: urgent and unsent for more than 30 min

/**
 * How long a referral has waited without being acknowledged, once it is time to telephone; else null. All degrees of
 * the form (now, 24 h, 48 h) are urgent: they go out as FHIR stat, asap and urgent.
 */
export function urgentWaitMs({ delivery, signedAt }: OutboxLine, now: Instant): number | null {
  const isUnsent = !['delivered', 'draft', 'paper-only'].includes(delivery.state); // paper was handed over on purpose
  const waited = Date.parse(now) - Date.parse(signedAt);
  return isUnsent && waited > CALL_AFTER_MS ? waited : null;
}
