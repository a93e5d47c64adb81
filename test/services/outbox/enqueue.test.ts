import { randomUUID } from 'node:crypto';
import type { Bundle, Task } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueueReferral } from '../../../electron/services/outbox/enqueue-referral.ts';
import { enqueueTaskMove, enqueueWithdrawal } from '../../../electron/services/outbox/enqueue-task-move.ts';
import { rowsOf } from '../../../electron/services/outbox/rows.ts';
import { BUNDLE_ENTRIES } from '../../../shared/fhir/head-bundle.ts';
import type { SignedPacket } from '../../../shared/fhir/service-request.ts';
import { samplePacket } from '../../shared/fhir/packets.ts';
import { type OpenStore, openStore } from '../../support/open-store.ts';

const DOCTOR = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', name: '王医生' };
const NOW = '2026-11-22T02:00:00.000Z';

let store: OpenStore;
beforeEach(() => {
  store = openStore();
});
afterEach(() => store.close());

const packet = (change: Partial<SignedPacket> = {}): SignedPacket => {
  const sample = samplePacket(21);
  return {
    ...sample,
    referralId: randomUUID(),
    supplement: 0,
    observations: [],
    form: { ...sample.form, urgency: 'now', sharing: { ...sample.form.sharing, care: 'yes', emergencyBasis: null } },
    ...change,
  };
};

const inTransaction = <R>(work: Parameters<typeof store.write<R>>[2]) =>
  store.write(DOCTOR, { action: 'referrals.sign', subject: null, reason: null }, work);

const sign = (model: SignedPacket, letter = true) =>
  inTransaction(tx =>
    enqueueReferral(tx, store.ids, {
      packet: model,
      patientVersion: 1,
      doctorId: DOCTOR.id,
      letter: letter
        ? { id: randomUUID(), title: '信', contentType: 'application/pdf', bytes: Buffer.from('%PDF'), createdAt: NOW }
        : null,
    }),
  );

const payloads = (id: string): unknown[] =>
  store.read
    .all(
      store.read.query
        .selectFrom('outbox')
        .innerJoin('outbox_payload', 'outbox_payload.seq', 'outbox.seq')
        .select('payload')
        .where('stream_id', '=', id)
        .orderBy('outbox.seq'),
    )
    .map(row => JSON.parse(row.payload.toString('utf8')));

const mark = (step: string, change: string) =>
  store.store.execute(`UPDATE outbox SET ${change} WHERE step = ?`, [step]);

describe('signing puts into the outbox', () => {
  it('the referral, then the letter, each after what it depends on', () => {
    const model = packet();
    expect(sign(model)).toBe('queued');
    const rows = rowsOf(store.read, [model.referralId]);
    expect(rows.map(row => [row.step, row.resource_type, row.state])).toEqual([
      ['bundle', 'Task', 'pending'],
      ['binary', 'Binary', 'pending'],
      ['document', 'DocumentReference', 'pending'],
    ]);
    expect(rows.map(row => row.depends_on)).toEqual([null, rows[0]?.seq, rows[1]?.seq]);
    expect(rows[0]?.priority).toBeLessThan(rows[1]?.priority ?? 0);
  });

  it('the mark of the head as the id of its operation', () => {
    const model = packet();
    sign(model);
    const [bundle] = payloads(model.referralId) as Bundle[];
    const task = bundle?.entry?.at(-1)?.resource as Task;
    const [head] = rowsOf(store.read, [model.referralId]);
    expect(JSON.stringify(task.extension)).toContain(head?.op_id);
  });

  it('big referrals as several transactions, the Task in the last', () => {
    const model = packet();
    const sample = samplePacket(3).observations[0] ?? samplePacket(4).observations[0];
    if (!sample) throw new Error('no observation');
    sign({ ...model, observations: Array.from({ length: 95 }, () => ({ ...sample, id: randomUUID() })) }, false);
    const bundles = payloads(model.referralId) as Bundle[];
    expect(bundles.length).toBeGreaterThan(2);
    for (const bundle of bundles) expect(bundle.entry?.length).toBeLessThanOrEqual(BUNDLE_ENTRIES);
    const rows = rowsOf(store.read, [model.referralId]);
    expect(rows.slice(1).map(row => row.depends_on)).toEqual(rows.slice(0, -1).map(row => row.seq));
    expect(rows.at(-1)?.resource_type).toBe('Task');
  });

  it('nothing where the patient refused and no emergency rule stands in', () => {
    const model = packet();
    const { sharing } = model.form;
    expect(sign({ ...model, form: { ...model.form, sharing: { ...sharing, care: 'no' } } })).toBe('paper-only');
    expect(rowsOf(store.read, [model.referralId])).toEqual([]);
    const emergency = { ...sharing, care: 'no' as const, emergencyBasis: 'life-saving' as const };
    expect(sign({ ...model, form: { ...model.form, sharing: emergency } })).toBe('queued');
  });

  it('nothing where the transaction fails', () => {
    const model = packet();
    expect(() =>
      inTransaction(tx => {
        enqueueReferral(tx, store.ids, { packet: model, patientVersion: 1, doctorId: DOCTOR.id, letter: null });
        throw new Error('later step failed');
      }),
    ).toThrow();
    expect(rowsOf(store.read, [model.referralId])).toEqual([]);
  });

  it('refuses a packet that is not signed', () => {
    expect(() => sign({ ...packet(), signedAt: null as unknown as string })).toThrow('packet-incomplete');
  });

  it('a supplement without a second Task, its request one revision higher', () => {
    const model = packet();
    sign(model, false);
    sign({ ...model, supplement: 1 }, false);
    const [first, second] = payloads(model.referralId) as Bundle[];
    const types = second?.entry?.map(entry => entry.resource?.resourceType);
    expect(types?.at(-1)).toBe('ServiceRequest');
    expect(types).not.toContain('Task');
    const rev = (bundle?: Bundle) =>
      JSON.stringify(bundle?.entry?.map(entry => entry.resource).find(r => r?.resourceType === 'ServiceRequest'));
    expect(rev(first)).toContain('"valuePositiveInt":1');
    expect(rev(second)).toContain('"valuePositiveInt":2');
  });
});

describe('withdrawing', () => {
  const withdraw = (referralId: string) =>
    inTransaction(tx =>
      enqueueWithdrawal(tx, store.ids, { referralId, site: 'JX', to: 'withdrawn', at: NOW, reason: '家属要求' }),
    );
  const states = (id: string) => rowsOf(store.read, [id]).map(row => [row.step, row.state]);

  it('drops what has never left this computer, however often it was tried', () => {
    const model = packet();
    sign(model);
    mark('bundle', 'attempt = 5');
    expect(withdraw(model.referralId)).toBe('never-sent');
    expect(states(model.referralId).every(([, state]) => state === 'superseded')).toBe(true);
  });

  it('tells the registry where the referral may have arrived, and keeps the letter at home', () => {
    const model = packet();
    sign(model);
    mark('bundle', `attempt = 1, sent_at = '${NOW}'`);
    expect(withdraw(model.referralId)).toBe('queued');
    expect(states(model.referralId)).toEqual([
      ['bundle', 'pending'],
      ['binary', 'superseded'],
      ['document', 'superseded'],
      ['task', 'pending'],
      ['request', 'pending'],
    ]);
    const [task, request] = rowsOf(store.read, [model.referralId]).slice(-2);
    expect(request?.depends_on).toBe(task?.seq);
    expect(payloads(model.referralId).at(-1)).toMatchObject({ resourceType: 'ServiceRequest', status: 'revoked' });
  });

  it('has nothing to tell about a referral that the registry refused', () => {
    const model = packet();
    sign(model);
    mark('bundle', `state = 'dead', sent_at = '${NOW}'`);
    expect(withdraw(model.referralId)).toBe('never-sent');
  });
});

it('queues moves of one Task behind each other', () => {
  const model = packet();
  sign(model, false);
  const move = (to: 'departed' | 'turned-back') =>
    inTransaction(tx =>
      enqueueTaskMove(tx, store.ids, {
        referralId: model.referralId,
        site: 'JX',
        to,
        at: NOW,
        channel: 'network',
        reason: null,
        outputs: [],
      }),
    );
  const first = move('departed');
  move('turned-back');
  const rows = rowsOf(store.read, [model.referralId]);
  expect(rows.map(row => row.depends_on)).toEqual([null, rows[0]?.seq, first]);
});
