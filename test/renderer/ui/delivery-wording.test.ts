import { describe, expect, it } from 'vitest';
import { REASONS } from '../../../electron/services/sync/reasons.ts';
import { deliveryWording } from '../../../renderer/ui/delivery-wording.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import { delivery as zhTexts } from '../../../shared/i18n/zh-CN/delivery.ts';
import type { Delivery } from '../../../shared/referral/referral.ts';

const NOW = '2026-11-22T02:00:00Z'; // 10:00 in Shanghai
const zh = createI18n('zh-CN').t;
const en = createI18n('en').t;
const say = (delivery: Delivery) => deliveryWording(delivery, zh, NOW);

const delivered = (part: Partial<Extract<Delivery, { state: 'delivered' }>>): Delivery => ({
  state: 'delivered',
  serverTime: '2026-11-22T01:41:05Z',
  attachmentsPending: 0,
  attachments: 3,
  taskStatus: 'requested',
  businessStatus: 'created',
  statusAt: '2026-11-22T01:41:05Z',
  ...part,
});

const UNACKNOWLEDGED: Delivery[] = [
  { state: 'draft' },
  { state: 'paper-only' },
  { state: 'local-only' },
  { state: 'sending', attempt: 1 },
  { state: 'queued', attempt: 12, nextAt: null, reason: 'unreachable' },
  ...Object.keys(REASONS).map(reason => ({
    state: 'blocked' as const,
    reason,
    httpStatus: 422,
    detail: '',
    deliveredAt: null,
  })),
];

describe('the words for where a referral is', () => {
  it('says "on this computer only" before the first attempt', () => {
    expect(say({ state: 'local-only' }).text).toBe('已签发 · 仅本机');
    expect(say({ state: 'draft' }).text).toBe('草稿');
    expect(say({ state: 'paper-only' }).text).toBe('已签发 · 仅纸质');
  });

  it('names attempt, next time and reason while it waits, and that it is still here', () => {
    const queued: Delivery = { state: 'queued', attempt: 3, nextAt: '2026-11-22T02:04:00Z', reason: 'unreachable' };
    expect(say(queued).text).toBe('排队中 · 仅本机（第 3 次，下次 10:04，平台没有应答）');
    expect(deliveryWording(queued, en, NOW).text).toBe(
      'Queued, on this computer only (attempt 3, next 10:04, the registry does not answer)',
    );
    expect(say({ ...queued, nextAt: '2026-11-23T02:04:00Z' }).text).toContain('下次 11-23 10:04');
  });

  it.each(UNACKNOWLEDGED)('never claims arrival without an acknowledgement: %j', delivery => {
    const wording = say(delivery);
    expect(wording.mark).not.toBe('delivered');
    expect(wording.text.replace('尚未送达', '')).not.toMatch(/已送达|已答复|已阅|平台时间/);
    expect(deliveryWording(delivery, en, NOW).text.replace('not delivered yet', '')).not.toMatch(
      /delivered|answered|registry time/i,
    );
  });

  it('shows the registry’s time, with seconds today and with the date before', () => {
    expect(say(delivered({}))).toMatchObject({
      text: '已送达 09:41:05（平台时间）',
      mark: 'delivered',
      attachments: null,
    });
    expect(say(delivered({ serverTime: '2026-11-20T01:41:05Z' })).text).toBe('已送达 11-20 09:41（平台时间）');
  });

  it('keeps saying that attachments have not arrived', () => {
    expect(say(delivered({ attachmentsPending: 2 })).attachments).toBe('附件未送达 2/3');
  });

  it('tells reading from answering, and an answer against the transfer from one for it', () => {
    expect(say(delivered({ taskStatus: 'received', businessStatus: 'read' })).text).toMatch(/^对方已阅 /);
    expect(say(delivered({ taskStatus: 'accepted', businessStatus: 'bed-assigned' }))).toMatchObject({
      text: '已答复：同意，已定床 09:41:05（平台时间）',
      mark: 'delivered',
    });
    expect(say(delivered({ taskStatus: 'on-hold', businessStatus: 'info-requested' })).mark).toBe('needs-action');
    expect(say(delivered({ taskStatus: 'rejected', businessStatus: 'declined' })).mark).toBe('refused');
  });

  it('shows an unknown business status raw under its Task status', () => {
    expect(say(delivered({ taskStatus: 'accepted', businessStatus: 'bed-on-balcony' })).text).toContain(
      '同意 (bed-on-balcony)',
    );
  });

  it('tells trouble, conflict and a reset registry apart and keeps what the registry said', () => {
    const blocked = (reason: string): Delivery => ({
      state: 'blocked',
      reason,
      httpStatus: 422,
      detail: 'value required',
      deliveredAt: null,
    });
    expect(say(blocked('refused'))).toEqual({
      text: '需处理：平台拒收内容',
      attachments: null,
      outside: null,
      detail: 'HTTP 422 value required',
      mark: 'needs-action',
    });
    expect(say(blocked('conflict')).text).toMatch(/^有冲突：/);
    expect(say(blocked('registry-reset')).text).toBe('状态未知（平台被重置）');
  });

  it('says of a step in conflict where the referral itself stands', () => {
    const conflict: Delivery = {
      state: 'blocked',
      reason: 'conflict',
      httpStatus: null,
      detail: 'bed-assigned',
      deliveredAt: NOW,
    };
    expect(say(conflict).detail).toBe('平台上现为：同意，已定床');
    expect(say({ ...conflict, reason: 'refused', detail: 'x' }).detail).toContain('转诊本身已送达 10:00:00');
  });

  it('marks what was told by telephone as not confirmed, beside where the referral is', () => {
    const outside = { businessStatus: 'bed-assigned', channel: 'phone' as const, at: NOW, by: '李主任' };
    const wording = say({ state: 'local-only', outside });
    expect(wording.text).toBe('已签发 · 仅本机');
    expect(wording.outside).toBe('同意，已定床（电话，平台未确认） 李主任 10:00:00');
    expect(say({ state: 'set-aside', reason: '已纸质转出' }).text).toBe('已搁置，不再发送：已纸质转出');
  });

  it('has words for every reason of the sync, and shows a new one as it comes', () => {
    expect(Object.keys(zhTexts.reason).sort()).toEqual(Object.keys(REASONS).sort());
    expect(say({ state: 'blocked', reason: 'brand-new', httpStatus: null, detail: '', deliveredAt: null }).text).toBe(
      '需处理：brand-new',
    );
    expect(
      say({ state: 'blocked', reason: 'registry-not-set', httpStatus: null, detail: '', deliveredAt: null }).text,
    ).toBe('需处理：尚未设置登记平台');
  });
});
