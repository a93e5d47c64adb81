import { describe, expect, it } from 'vitest';
import {
  blankDetail,
  differenceOf,
  type ReferralEvent,
  unconfirmedPhoneAnswer,
} from '../../../electron/services/answers/referral-events.ts';

const event = (more: Partial<ReferralEvent>): ReferralEvent => ({
  ...{ id: crypto.randomUUID(), referralId: 'r', kind: 'bed-assigned', at: '2026-11-23T01:00:00.000Z' },
  ...{ serverTime: null, actor: '李护士', channel: 'file', detail: blankDetail(), retracted: null },
  ...more,
});
const byFile = event({});
/** The same move, brought by the wire. */
const byWire = event({ actor: 'SLYY', serverTime: '2026-11-23T01:05:00.000Z' });
const declinedLater = event({
  ...{ kind: 'declined', actor: 'SLYY', channel: 'network' },
  ...{ at: '2026-11-23T02:00:00.000Z', serverTime: '2026-11-23T02:00:01.000Z' },
});

describe('an answer that came by file', () => {
  it('stands as unconfirmed while the registry does not hold it, beside what the registry says otherwise', () => {
    expect(unconfirmedPhoneAnswer([byFile])).toBe(byFile);
    expect(differenceOf([byFile, declinedLater])).toMatchObject({ phone: byFile, registry: declinedLater });
  });

  it('is one with the move that the wire brings: where the ward changes its mind later, nobody is asked which holds', () => {
    expect(unconfirmedPhoneAnswer([byFile, byWire])).toBeUndefined();
    expect(differenceOf([byFile, byWire, declinedLater])).toBeNull();
    expect(unconfirmedPhoneAnswer([byFile, byWire, declinedLater])).toBeUndefined();
  });
});
