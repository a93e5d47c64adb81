import type { Delivery } from './referral.ts';

/** Task states in which the ward has yet to say yes or no; `on-hold` = it asks for more information. */
const UNANSWERED: readonly string[] = ['requested', 'received', 'on-hold'];

/** Signed for sending, and either not delivered yet or not answered. */
export function isUnanswered(delivery: Delivery): boolean {
  if (delivery.state === 'delivered') return UNANSWERED.includes(delivery.taskStatus);
  return delivery.state !== 'draft' && delivery.state !== 'paper-only' && delivery.state !== 'set-aside';
}
