import { describe, expect, it } from 'vitest';
import { answersThatHold } from '../../../shared/referral/return-facts.ts';
import type { CourseEntry, Reconciliation } from '../../../shared/referral/ward-answer.ts';

const PHONE = '11111111-1111-4111-8111-111111111111';
const REGISTRY = '22222222-2222-4222-8222-222222222222';
const LATER = '33333333-3333-4333-8333-333333333333';

const entry = (id: string, kind: string, at: string, change: Partial<CourseEntry> = {}): CourseEntry => ({
  ...{ id, kind, at, by: '示例主任', channel: 'network', isOurs: false, businessStatus: kind, reason: '' },
  ...{ outputs: [], notes: [], retracted: null, serverTime: at, typed: null },
  ...change,
});
const byPhone = entry(PHONE, 'declined', '2026-03-01T09:00:00.000Z', {
  ...{ channel: 'phone', serverTime: null },
  typed: { phone: '000-2000000', by: '示例医生', at: '2026-03-01T09:05:00.000Z' },
});
const byRegistry = entry(REGISTRY, 'bed-assigned', '2026-03-01T10:00:00.000Z');
const decided = (holds: Reconciliation['holds'], at: string): Reconciliation => ({
  ...{ phoneId: PHONE, registryId: REGISTRY, reason: '再次电话核实', by: '示例医生' },
  ...{ holds, at },
});
const kinds = (course: Partial<Parameters<typeof answersThatHold>[0]>) =>
  answersThatHold({ entries: [byPhone, byRegistry], difference: null, reconciliations: [], ...course }).map(
    ({ kind }) => kind,
  );

describe('the answer on the return form', () => {
  it('is both where telephone and registry differ and nobody has decided', () => {
    expect(kinds({ difference: { phoneId: PHONE, registryId: REGISTRY } })).toEqual(['declined', 'bed-assigned']);
  });

  it('is the one that a person found to hold, by the last decision', () => {
    const first = decided('registry', '2026-03-01T11:00:00.000Z');
    expect(kinds({ reconciliations: [first] })).toEqual(['bed-assigned']);
    expect(kinds({ reconciliations: [first, decided('phone', '2026-03-01T12:00:00.000Z')] })).toEqual(['declined']);
  });

  it('is the newest by the time of the registry, whatever the clock of the ward said', () => {
    const earlier = entry(LATER, 'declined', '2026-03-02T10:00:00.000Z', { serverTime: '2026-03-01T09:30:00.000Z' });
    expect(kinds({ entries: [byRegistry, earlier] })).toEqual(['bed-assigned']);
  });

  it('is none that was typed by mistake', () => {
    const struck = { ...byPhone, retracted: { at: byPhone.at, by: '示例医生', reason: '录错' } };
    expect(kinds({ entries: [struck] })).toEqual([]);
  });
});
