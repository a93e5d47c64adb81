import { createMessages } from '../../electron/services/messages/messages-service.ts';
import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { type County, DOCTOR } from '../services/sync/county.ts';

/** Writes to the ward about a referral; the message's id. */
export function sendMessage({ store }: County, referralId: string, body: string): string {
  const messages = createMessages({
    ...store,
    facilityName: code => code,
    signed: id => {
      const { query } = store.read;
      const row = store.read.first(
        query.selectFrom('referral_packet').select('model_json').where('referral_id', '=', id),
      );
      return row ? (JSON.parse(row.model_json) as PacketModel) : null;
    },
  });
  return messages.send(DOCTOR, { referralId, body }).at(-1)?.id ?? '';
}
