import { type ConsentScope, ConsentWithdrawal } from '../../../shared/referral/consent-withdrawal.ts';
import type { Reader } from '../database/store.ts';

/** Kind of the event in `referral_event`; its detail is `{scope, by, reason}`. */
export const CONSENT_WITHDRAWN = 'consent-withdrawn';

/** Withdrawals of a referral's consents, oldest first. */
export function consentWithdrawals(read: Reader, referralId: string): ConsentWithdrawal[] {
  const rows = read.query
    .selectFrom('referral_event')
    .select(['at', 'actor', 'detail_json'])
    .where('referral_id', '=', referralId)
    .where('kind', '=', CONSENT_WITHDRAWN)
    .orderBy('at');
  return read
    .all(rows)
    .map(({ at, actor, detail_json }) =>
      ConsentWithdrawal.parse({ ...JSON.parse(detail_json), at, recordedBy: actor }),
    );
}

export const withdrawnScopes = (read: Reader, referralId: string): ConsentScope[] => [
  ...new Set(consentWithdrawals(read, referralId).map(({ scope }) => scope)),
];
