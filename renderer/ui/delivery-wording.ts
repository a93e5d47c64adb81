import type { Translate } from '../../shared/i18n/i18n.ts';
import { delivery as deliveryTexts } from '../../shared/i18n/zh-CN/delivery.ts';
import { errors as errorTexts } from '../../shared/i18n/zh-CN/errors.ts';
import { type Instant, wallClock, wallDay } from '../../shared/records/time.ts';
import type { Delivery } from '../../shared/referral/referral.ts';

/** Shape beside the words; colour never stands alone. */
export type DeliveryMark = 'draft' | 'paper' | 'local' | 'sending' | 'delivered' | 'refused' | 'needs-action';

/** What the screen may say of a referral (registry-and-sync 9), and nothing beyond it. */
export interface DeliveryWording {
  text: string;
  /** What was told by telephone or on paper and the registry has not confirmed; null where nothing was. */
  outside: string | null;
  /** Attachments that the registry has not acknowledged; null where none is pending. */
  attachments: string | null;
  /** What the registry or the connection said, for the line below. */
  detail: string | null;
  mark: DeliveryMark;
}

const isKey = <T extends object>(texts: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(texts, key);

/** Why the last attempt failed: a known error class, else a code of our list, else the class as it came. */
export function reasonText(reason: string, t: Translate): string {
  if (isKey(deliveryTexts.reason, reason)) return t(`delivery.reason.${reason}`);
  if (isKey(errorTexts, reason)) return t(`errors.${reason}.what`).replace(/[。.]$/, '');
  return reason;
}

/** Time with seconds on the day of `now`, else with its date. */
export function clockText(instant: Instant, now: Instant): string {
  const full = wallClock(instant, 'seconds');
  return wallDay(instant) === wallDay(now) ? full.slice(11) : full.slice(5, 16);
}

/** The same without seconds, for what is only planned. */
function minuteText(instant: Instant, now: Instant): string {
  const full = wallClock(instant);
  return wallDay(instant) === wallDay(now) ? full.slice(11) : full.slice(5);
}

/** Business status in words; an unknown one as it came. */
export const businessText = (businessStatus: string, t: Translate): string =>
  isKey(deliveryTexts.business, businessStatus) ? t(`delivery.business.${businessStatus}`) : businessStatus;

/** Never told as if the registry had said it. */
function outsideText(delivery: Delivery, t: Translate, now: Instant): string | null {
  if (delivery.state === 'draft' || !delivery.outside) return null;
  const { businessStatus, channel, at, by } = delivery.outside;
  const state = businessText(businessStatus, t);
  return t('delivery.outside', { state, channel: t(`delivery.channel.${channel}`), by, time: clockText(at, now) });
}

type Delivered = Extract<Delivery, { state: 'delivered' }>;

/** Task states in which the ward has decided; `received` is only read, `requested` only there. */
function deliveredText(delivery: Delivered, t: Translate, now: Instant): Pick<DeliveryWording, 'text' | 'mark'> {
  const { taskStatus, businessStatus } = delivery;
  if (taskStatus === 'requested' && businessStatus === 'created') {
    return { text: t('delivery.delivered', { time: clockText(delivery.serverTime, now) }), mark: 'delivered' };
  }
  const time = clockText(delivery.statusAt, now);
  // an unknown business status is shown raw under its Task status
  const state = isKey(deliveryTexts.business, businessStatus)
    ? t(`delivery.business.${businessStatus}`)
    : `${t(`delivery.task.${taskStatus}`)} (${businessStatus})`;
  const answered = ['accepted', 'on-hold', 'rejected'].includes(taskStatus);
  const text = t(answered ? 'delivery.answered' : 'delivery.moved', { state, time });
  const against = ['rejected', 'cancelled', 'failed', 'entered-in-error'].includes(taskStatus);
  if (taskStatus === 'on-hold') return { text, mark: 'needs-action' };
  return { text, mark: against ? 'refused' : 'delivered' };
}

/**
 * The one wording of a referral's whereabouts. Only `delivered`, which the services derive from the registry's
 * acknowledgement alone, ever says that something has arrived.
 */
export function deliveryWording(delivery: Delivery, t: Translate, now: Instant): DeliveryWording {
  const plain = { attachments: null, detail: null, outside: outsideText(delivery, t, now) };
  switch (delivery.state) {
    case 'draft':
      return { ...plain, text: t('delivery.draft'), mark: 'draft' };
    case 'paper-only':
      return { ...plain, text: t('delivery.paperOnly'), mark: 'paper' };
    case 'local-only':
      return { ...plain, text: t('delivery.localOnly'), mark: 'local' };
    case 'queued': {
      const { attempt, nextAt } = delivery;
      const reason = reasonText(delivery.reason, t);
      const text = nextAt
        ? t('delivery.queued', { attempt, reason, next: minuteText(nextAt, now) })
        : t('delivery.queuedWaiting', { attempt, reason });
      return { ...plain, text, mark: 'local' };
    }
    case 'sending':
      return { ...plain, text: t('delivery.sending', { attempt: delivery.attempt }), mark: 'sending' };
    case 'delivered': {
      const { attachmentsPending: pending, attachments: total } = delivery;
      const attachments = pending > 0 ? t('delivery.attachments', { pending, total }) : null;
      return { ...plain, ...deliveredText(delivery, t, now), attachments };
    }
    case 'blocked': {
      const status = delivery.httpStatus === null ? '' : `HTTP ${delivery.httpStatus} `;
      const detail = `${status}${delivery.detail}`.trim() || null;
      if (delivery.reason === 'registry-reset')
        return { ...plain, text: t('delivery.unknown'), detail, mark: 'needs-action' };
      const reason = reasonText(delivery.reason, t);
      const there = delivery.deliveredAt && t('delivery.itself', { time: clockText(delivery.deliveredAt, now) });
      if (delivery.reason === 'conflict') {
        const state = t('delivery.stands', { state: businessText(delivery.detail, t) });
        return { ...plain, text: t('delivery.conflict', { reason }), detail: state, mark: 'needs-action' };
      }
      const lines = [there, detail].filter(Boolean).join(' ') || null;
      return { ...plain, text: t('delivery.blocked', { reason }), detail: lines, mark: 'needs-action' };
    }
    case 'set-aside':
      return { ...plain, text: t('delivery.setAside', { reason: delivery.reason }), mark: 'refused' };
  }
}
