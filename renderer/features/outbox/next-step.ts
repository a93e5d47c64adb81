import type { OutboxProblem } from '../../../shared/contract/transfer.ts';
import { outbox as texts } from '../../../shared/i18n/zh-CN/outbox.ts';

type Step = keyof typeof texts.next;
const isStep = (reason: string): reason is Step => Object.hasOwn(texts.next, reason);

/**
 * What to do about a row that does not go by itself: key of `outbox.next`.
 * @param isReceived of our answer to a referral that we received
 */
export function nextStep({ kind, step, reason, httpStatus, parts, move }: OutboxProblem, isReceived: boolean): Step {
  if (kind === 'conflict' && isReceived) return move?.isAlarm ? 'alarmReceived' : 'conflictReceived';
  if (kind === 'conflict') return move?.isAlarm ? 'alarm' : 'conflict';
  if (kind === 'blocked') return isStep(reason) ? reason : 'other';
  if (httpStatus === 413) return 'too-large';
  if (parts.some(({ part }) => part === 'organization')) return 'organization';
  return step === 'bundle' ? 'refused' : 'refused-again';
}
