import { describe, expect, it } from 'vitest';
import { urgentWaitMs } from '../../../renderer/features/outbox/urgent-wait.ts';
import type { OutboxLine } from '../../../shared/contract/transfer.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';

const NOW = '2026-11-22T02:00:00Z';
const line = (delivery: Delivery, signedAt: string): OutboxLine => ({
  referralId: '3f1d6a44-6f3e-4b52-9a51-6f4d3a1f0c11',
  patientId: '3f1d6a44-6f3e-4b52-9a51-6f4d3a1f0c12',
  number: 'LHX01-1-20261122-001',
  patientName: '张建国',
  wardName: '人工肝',
  wardPhone: '87236114',
  urgency: 'now',
  signedAt,
  delivery,
  since: signedAt,
  problems: 0,
  isAlarm: false,
});

describe('the call to telephone', () => {
  it('comes when a referral has waited more than 30 minutes, whatever it waits for', () => {
    const waiting: Delivery[] = [
      { state: 'local-only' },
      { state: 'sending', attempt: 4 },
      { state: 'queued', attempt: 4, nextAt: null, reason: 'unreachable' },
      { state: 'blocked', reason: 'refused', httpStatus: 422, detail: '', deliveredAt: null },
    ];
    for (const delivery of waiting) {
      expect(urgentWaitMs(line(delivery, '2026-11-22T01:29:00Z'), NOW)).toBe(31 * 60_000);
      expect(urgentWaitMs(line(delivery, '2026-11-22T01:31:00Z'), NOW)).toBeNull();
    }
  });

  it('does not come once the registry has it, nor for a letter that goes on paper', () => {
    const arrived: Delivery = {
      state: 'delivered',
      serverTime: NOW,
      attachmentsPending: 1,
      attachments: 1,
      taskStatus: 'requested',
      businessStatus: 'created',
      statusAt: NOW,
    };
    expect(urgentWaitMs(line(arrived, '2026-11-21T01:00:00Z'), NOW)).toBeNull();
    expect(urgentWaitMs(line({ state: 'paper-only' }, '2026-11-21T01:00:00Z'), NOW)).toBeNull();
  });
});
