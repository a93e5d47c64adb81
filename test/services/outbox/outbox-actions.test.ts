import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollowPathway } from '../../../electron/services/answers/follow-pathway.ts';
import { enqueueReferral } from '../../../electron/services/outbox/enqueue-referral.ts';
import { enqueueWithdrawal } from '../../../electron/services/outbox/enqueue-task-move.ts';
import type { OutboxChoice } from '../../../shared/contract/transfer.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { answersOf, BED_BY_PHONE } from '../answers/answers-site.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from '../sync/county.ts';

const POISON = 'unfit for any registry';

let registry: Registry;
let proxy: FaultProxy;
let ward: ScriptedWard;
let county: County;
let site: ReturnType<typeof answersOf>;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  proxy = await startFaultProxy(registry.url);
  ward = new ScriptedWard({ url: registry.url, code: 'SLYY' });
});
afterAll(async () => {
  await proxy.close();
  await registry.close();
});
beforeEach(() => {
  county = openCounty({ url: proxy.url });
  site = answersOf(county);
});
afterEach(async () => {
  proxy.clear();
  await county.close();
});

const deliveryOf = (id: string) => county.outbox.deliveryOf(id);
const taskOf = (id: string) => registry.read<Task>('Task', id);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (failure) {
    return (failure as { code: string }).code;
  }
};

/** The registry refuses whatever holds the word, and names the element. */
const refusePoison = () =>
  proxy.inject(
    {
      kind: 'answer',
      moment: 'before-commit',
      status: 422,
      headers: { 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify({
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'error',
            code: 'value',
            details: { text: 'not allowed' },
            expression: ['ServiceRequest.note[0].text'],
          },
        ],
      }),
    },
    { match: { body: new RegExp(POISON) }, times: Number.POSITIVE_INFINITY },
  );

const poisoned = (packet: SignedPacket): SignedPacket => ({ ...packet, form: { ...packet.form, purpose: POISON } });

async function dead(): Promise<string> {
  refusePoison();
  const id = county.refer(poisoned);
  county.sync.start();
  await until(() => deliveryOf(id).state === 'blocked', 'dead');
  return id;
}

async function conflict(theirs: (id: string) => Promise<unknown>, mine: 'withdrawn' | 'departed'): Promise<string> {
  const id = county.refer();
  county.sync.start();
  await until(() => deliveryOf(id).state === 'delivered', 'delivered');
  await county.rest();
  await theirs(id);
  const at = new Date().toISOString();
  county.store.write(DOCTOR, { action: 'referrals.withdraw', subject: null, reason: null }, tx => {
    const row = tx.read.first(tx.read.query.selectFrom('referral').selectAll().where('id', '=', id));
    if (!row) throw new Error('no referral');
    if (mine === 'departed') {
      createFollowPathway({ ids: county.store.ids, site: () => 'JX' }).departed(tx, row.episode_id, at);
      return;
    }
    tx.update('referral', id, row.version, { closed_as: mine });
    enqueueWithdrawal(tx, county.store.ids, { referralId: id, site: 'JX', to: mine, at, reason: '家属要求' });
  });
  await county.sync.now();
  return id;
}

const problemOf = (id: string) => {
  const [problem] = site.actions.detail({ referralId: id }).problems;
  if (!problem) throw new Error('no problem');
  return problem;
};
const decide = (id: string, choice: Extract<OutboxChoice, 'insist' | 'give-way'>) =>
  site.actions.decide(DOCTOR, { seq: problemOf(id).seq, choice, reason: '已电话核实' });
const closedAs = (id: string) =>
  county.store.read.first(county.store.read.query.selectFrom('referral').select('closed_as').where('id', '=', id))
    ?.closed_as;

describe('a refused referral', () => {
  it('names what it is about in the doctor’s words and keeps the server’s', async () => {
    const id = await dead();
    expect(problemOf(id)).toMatchObject({
      kind: 'refused',
      reason: 'refused',
      httpStatus: 422,
      words: expect.stringContaining('not allowed'),
      parts: [{ part: 'purpose' }],
      choices: ['edit', 'resend', 'set-aside'],
    });
    expect(site.news()).toMatchObject([{ referralId: id, kind: 'refused' }]);
    const [row] = site.actions.detail({ referralId: id }).rows;
    expect(row?.attempts).toMatchObject([{ reason: 'refused', httpStatus: 422 }]);
  });

  it('goes as it is once the registry is mended', async () => {
    const id = await dead();
    proxy.clear();
    site.actions.resend(DOCTOR, { seq: problemOf(id).seq });
    await county.sync.now();
    expect(deliveryOf(id).state).toBe('delivered');
    expect(site.actions.detail({ referralId: id }).problems).toEqual([]);
  });

  it('is given up with a reason: nothing of it goes any more, and the label says why', async () => {
    const id = await dead();
    site.messages.send(DOCTOR, { referralId: id, body: '请看' });
    site.actions.setAside(DOCTOR, { seq: problemOf(id).seq, reason: '已纸质转出' });
    proxy.clear();
    await county.sync.now();
    expect(deliveryOf(id)).toEqual({ state: 'set-aside', reason: '已纸质转出' });
    expect(taskOf(id)).toBeUndefined();
    expect(site.messages.list({ referralId: id })[0]?.state).toBe('dropped');
    expect(site.news()).toEqual([]);
    const aside = site.answers.course({ referralId: id }).entries.find(({ kind }) => kind === 'set-aside');
    expect(aside).toMatchObject({
      by: DOCTOR.name,
      reason: '已纸质转出',
      notes: [expect.stringContaining('not allowed')],
    });
  });

  it('is replaced by a corrected supplement of the same number, which begins the Task; what waited goes after it', async () => {
    const id = await dead();
    site.messages.send(DOCTOR, { referralId: id, body: '请看' });
    const departed = new Date().toISOString();
    county.store.write(DOCTOR, { action: 'referrals.sign', subject: null, reason: null }, tx => {
      const { query } = tx.read;
      const referral = tx.read.first(query.selectFrom('referral').selectAll().where('id', '=', id));
      const packet = tx.read.first(
        query.selectFrom('referral_packet').select('model_json').where('referral_id', '=', id),
      );
      if (!referral || !packet) throw new Error('no referral');
      createFollowPathway({ ids: county.store.ids, site: () => 'JX' }).departed(tx, referral.episode_id, departed);
      const model = JSON.parse(packet.model_json) as SignedPacket;
      const corrected = { ...model, supplement: 1, form: { ...model.form, purpose: '评估人工肝' } };
      enqueueReferral(tx, county.store.ids, {
        packet: corrected,
        patientVersion: 1,
        doctorId: DOCTOR.id,
        letter: null,
      });
    });
    await county.sync.now();
    expect(deliveryOf(id)).toMatchObject({ state: 'delivered', businessStatus: 'departed' });
    expect(registry.read<ServiceRequest>('ServiceRequest', id)?.note?.[0]?.text).toBe('评估人工肝');
    expect(site.messages.list({ referralId: id })[0]?.state).toBe('delivered');
    expect(registry.all<Task>('Task').filter(task => task.id === id)).toHaveLength(1);
    expect(county.outbox.summary().queued).toBe(0);
  });
});

describe('a conflict', () => {
  it('over a withdrawal shows both sides and withdraws all the same when the doctor says so', async () => {
    const id = await conflict(each => ward.acceptWithBed(each, { bed: '1', contact: '2' }), 'withdrawn');
    expect(problemOf(id)).toMatchObject({
      kind: 'conflict',
      choices: ['insist', 'give-way'],
      move: {
        mine: { to: 'withdrawn', by: 'JX', reason: '家属要求' },
        theirs: { businessStatus: 'bed-assigned', by: 'SLYY' },
        isAlarm: false,
      },
    });
    expect(site.news()).toMatchObject([{ kind: 'question' }]);
    decide(id, 'insist');
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('cancelled');
    expect(registry.read('ServiceRequest', id)).toMatchObject({ status: 'revoked' });
    expect(site.actions.detail({ referralId: id }).problems).toEqual([]);
  });

  it('asks again when the ward has moved once more since the doctor decided', async () => {
    const id = await conflict(each => ward.acceptWithBed(each, { bed: '1', contact: '2' }), 'withdrawn');
    await ward.acceptWithBed(id, { bed: '9', contact: '2' });
    decide(id, 'insist');
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('accepted');
    expect(problemOf(id).kind).toBe('conflict');
    decide(id, 'insist');
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('cancelled');
  });

  it('over a withdrawal keeps the referral when the doctor says so: nothing is revoked', async () => {
    const id = await conflict(each => ward.acceptWithBed(each, { bed: '1', contact: '2' }), 'withdrawn');
    decide(id, 'give-way');
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('accepted');
    expect(registry.read('ServiceRequest', id)).toMatchObject({ status: 'active' });
    expect(closedAs(id)).toBeNull();
    expect(deliveryOf(id)).toMatchObject({ state: 'delivered', businessStatus: 'bed-assigned' });
  });

  it('of a refusal with a patient on the road is an alarm, and cannot be pushed through', async () => {
    const id = await conflict(each => ward.decline(each, '无床'), 'departed');
    expect(problemOf(id)).toMatchObject({ choices: ['give-way'], move: { isAlarm: true } });
    expect(site.news()).toMatchObject([{ referralId: id, kind: 'alarm', what: 'declined' }]);
    expect(codeOf(() => decide(id, 'insist'))).toBe('illegal-move');
    decide(id, 'give-way');
    expect(site.news().map(({ kind }) => kind)).toEqual(['answer']); // the refusal itself is still to be noted
    expect(deliveryOf(id)).toMatchObject({ state: 'delivered', businessStatus: 'declined' });
  });
});

it('takes a bed promised by telephone as reason to depart, beside the registry’s silence', async () => {
  const id = county.refer();
  county.sync.start();
  await until(() => deliveryOf(id).state === 'delivered', 'delivered');
  site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
  expect(deliveryOf(id)).toMatchObject({ state: 'delivered', businessStatus: 'created', outside: { by: '李主任' } });
});
