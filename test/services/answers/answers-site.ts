import { createAnswers } from '../../../electron/services/answers/answers-service.ts';
import { newsOf } from '../../../electron/services/answers/news.ts';
import { createMessages } from '../../../electron/services/messages/messages-service.ts';
import { createOutboxActions } from '../../../electron/services/outbox/outbox-actions.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { County } from '../sync/county.ts';

/** What a person asks of the answers, messages and outbox of a county workstation. */
export function answersOf({ store }: County) {
  const base = { read: store.read, write: store.write, clock: store.clock, ids: store.ids };
  const { query } = store.read;
  const signed = (referralId: string): PacketModel | null => {
    const row = store.read.first(
      query
        .selectFrom('referral_packet')
        .select('model_json')
        .where('referral_id', '=', referralId)
        .orderBy('supplement', 'desc'),
    );
    return row ? JSON.parse(row.model_json) : null;
  };
  const facilityName = (code: string) => (code === 'SLYY' ? '省立医院' : code);
  return {
    answers: createAnswers({ ...base, site: () => 'JX', facilityName }),
    messages: createMessages({ ...base, signed, facilityName }),
    actions: createOutboxActions({ ...base, names: { facility: code => code } }),
    news: () => newsOf(store.read),
  };
}

/** A bed offered by telephone. */
export const BED_BY_PHONE = {
  answer: 'bed-assigned',
  by: '李主任',
  phone: '0791-200',
  at: new Date(Date.now() - 60_000).toISOString(),
  reason: '',
  advice: '途中吸氧',
  expectedAt: null,
  place: '12 床',
  onwardTo: '',
} as const;
