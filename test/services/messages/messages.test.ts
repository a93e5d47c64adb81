import type { Communication } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { validationErrors } from '../../support/registry/validate.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { answersOf } from '../answers/answers-site.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from '../sync/county.ts';

let registry: Registry;
let county: County;
let site: ReturnType<typeof answersOf>;
let ward: ScriptedWard;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
});
afterAll(() => registry.close());
beforeEach(() => {
  county = openCounty({ url: registry.url });
  site = answersOf(county);
});
afterEach(() => county.close());

const isDelivered = (id: string) => county.outbox.deliveryOf(id).state === 'delivered';

describe('a message to the ward', () => {
  it('waits for its referral and is called delivered only when the registry has acknowledged it', async () => {
    await registry.down();
    const id = county.refer();
    const sent = site.messages.send(DOCTOR, { referralId: id, body: '已备血浆 400 mL' });
    expect(sent).toMatchObject([{ direction: 'out', state: 'waiting', serverTime: null, author: DOCTOR.name }]);
    county.sync.start();
    await registry.up();
    await until(() => site.messages.list({ referralId: id })[0]?.state === 'delivered', 'message');
    expect(isDelivered(id)).toBe(true);
    const [message] = registry.all<Communication>('Communication').filter(each => each.id === sent[0]?.id);
    expect(message).toMatchObject({
      about: [{ reference: `Task/${id}` }],
      recipient: [{ reference: 'Organization/org-SLYY' }],
      payload: [{ contentString: '已备血浆 400 mL' }],
    });
    expect(validationErrors(message as Communication)).toEqual([]);
    expect(site.messages.list({ referralId: id })[0]?.serverTime).toBe(message?.meta?.lastUpdated);
  });

  it('still goes while a question holds up the steps of the Task', async () => {
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    await county.rest();
    await ward.acceptWithBed(id, { bed: '1', contact: '2' });
    const { enqueueWithdrawal } = await import('../../../electron/services/outbox/enqueue-task-move.ts');
    const at = new Date().toISOString();
    const withdrawal = { referralId: id, site: 'JX', to: 'withdrawn' as const, at, reason: '家属要求' };
    county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: null, reason: null }, tx =>
      enqueueWithdrawal(tx, county.store.ids, withdrawal),
    );
    await county.sync.now();
    expect(county.outbox.deliveryOf(id)).toMatchObject({ state: 'blocked', reason: 'conflict' });
    site.messages.send(DOCTOR, { referralId: id, body: '请稍候，正在核实' });
    await county.sync.now();
    expect(site.messages.list({ referralId: id })[0]?.state).toBe('delivered');
  });
});

describe('a message of the ward', () => {
  it('comes once, unread, with the registry’s time, until a person has taken note', async () => {
    const id = county.refer();
    county.sync.start();
    await until(() => isDelivered(id), 'delivered');
    await county.rest();
    const sent = await ward.sendMessage(id, '请带近期 CT');
    await county.sync.now();
    await county.sync.now();
    const [message, ...others] = site.messages.list({ referralId: id });
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      id: sent.id,
      direction: 'in',
      author: '省立医院',
      body: '请带近期 CT',
      isUnread: true,
      state: 'received',
    });
    expect(site.news()).toMatchObject([{ referralId: id, kind: 'message', count: 1 }]);
    site.answers.acknowledge(DOCTOR, { referralId: id });
    expect(site.messages.list({ referralId: id })[0]?.isUnread).toBe(false);
    expect(site.news()).toEqual([]);
  });
});
