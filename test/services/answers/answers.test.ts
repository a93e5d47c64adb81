import type { Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFollowPathway, endOfReferral } from '../../../electron/services/answers/follow-pathway.ts';
import { recordStamps } from '../../../electron/services/pathway/record-stamps.ts';
import { EndReason } from '../../../shared/records/pathway.ts';
import { type Registry, startRegistry } from '../../support/registry/registry.ts';
import { ScriptedWard } from '../../support/registry/ward.ts';
import { type County, DOCTOR, ORGANIZATIONS, openCounty, until } from '../sync/county.ts';
import { answersOf, BED_BY_PHONE } from './answers-site.ts';

let registry: Registry;
let ward: ScriptedWard;
let county: County;
let site: ReturnType<typeof answersOf>;

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

const NURSE = { id: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0002', name: '护士甲' };
const deliveryOf = (id: string) => county.outbox.deliveryOf(id);
const taskOf = (id: string) => registry.read<Task>('Task', id);
const episodeOf = (id: string) =>
  county.store.read.first(county.store.read.query.selectFrom('referral').selectAll().where('id', '=', id))
    ?.episode_id ?? '';
const follow = () => createFollowPathway({ ids: county.store.ids, site: () => 'JX' });
const stamp = (work: Parameters<typeof county.store.write>[2]) =>
  county.store.write(DOCTOR, { action: 'pathway.stamp', subject: null, reason: null }, work);

async function delivered(): Promise<string> {
  const id = county.refer();
  county.sync.start();
  await until(() => deliveryOf(id).state === 'delivered', 'delivered');
  await county.rest();
  return id;
}

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (failure) {
    return (failure as { code: string }).code;
  }
};

describe('the answers of a ward', () => {
  it('stand in the course with the registry’s time, their author and what they bring, each move its own entry', async () => {
    const id = await delivered();
    await ward.read(id);
    await ward.acceptWaiting(id, '2026-11-23T08:00:00+08:00');
    await county.sync.now();
    await ward.acceptWithBed(id, { bed: '12 床', contact: '0791-200' });
    await county.sync.now();
    const { entries } = site.answers.course({ referralId: id });
    expect(entries.map(({ kind, by, isOurs }) => [kind, by, isOurs])).toEqual([
      ['created', 'JX', true],
      ['read', '省立医院', false],
      ['accepted-waiting-bed', '省立医院', false],
      ['bed-assigned', '省立医院', false],
    ]);
    expect(entries[2]?.outputs.map(({ code }) => code)).toEqual(['expected-at']);
    expect(entries[3]?.outputs.map(({ code, text }) => [code, text])).toEqual([
      ['bed', '12 床'],
      ['contact', '0791-200'],
    ]);
    expect(entries.every(({ serverTime }) => serverTime !== null)).toBe(true);
  });

  it('move the clocks: read, answered, arrived, admitted, diagnosed, returned', async () => {
    const id = await delivered();
    await ward.read(id);
    await ward.acceptWithBed(id, { bed: '1', contact: '2' });
    await county.sync.now();
    stamp(tx => follow().departed(tx, episodeOf(id), new Date().toISOString()));
    await county.sync.now();
    expect(taskOf(id)?.businessStatus?.coding?.[0]?.code).toBe('departed');
    await ward.arrived(id);
    await ward.admitted(id);
    await ward.diagnosed(id, 'ACLF 2 级');
    await ward.complete(id, 'closed');
    await county.sync.now();
    const stamps = recordStamps(county.store.read, episodeOf(id), deliveryOf);
    const reached = stamps.filter(({ channel }) => channel === 'registry').map(({ milestone }) => milestone);
    expect(reached).toEqual(['read', 'answered', 'departed', 'arrived', 'admitted', 'diagnosed', 'returned']);
  });

  it('carry the times of the ward’s own work, which are clocks too; a mere day is none', async () => {
    const id = await delivered();
    await ward.acceptWithBed(id, { bed: '1', contact: '2' });
    await ward.arrived(id);
    await ward.admitted(id);
    await ward.diagnosed(id, 'ACLF 2 级', {
      'kit-sampled': '2026-11-23T10:00:00+08:00',
      'kit-reported': '2026-11-24T02:30:00+08:00',
      'precipitant-treated': '2026-11-24',
      'kit-elsewhere': '2026-11-23T10:00:00+08:00',
    });
    await county.sync.now();
    const stamps = recordStamps(county.store.read, episodeOf(id), deliveryOf);
    const told = stamps.filter(({ milestone }) => /^kit|^precipitant/.test(milestone));
    expect(told.map(({ milestone, at, channel }) => [milestone, at, channel])).toEqual([
      ['kit-sampled', '2026-11-23T02:00:00.000Z', 'registry'],
      ['kit-reported', '2026-11-23T18:30:00.000Z', 'registry'],
    ]);
  });

  it('wait until a person has taken note, and who did is kept', async () => {
    const id = await delivered();
    await ward.read(id);
    await county.sync.now();
    expect(site.news()).toEqual([]);
    await ward.decline(id, '无床');
    await county.sync.now();
    expect(site.news()).toMatchObject([{ referralId: id, kind: 'answer', what: 'declined', count: 1 }]);
    site.answers.acknowledge(NURSE, { referralId: id });
    expect(site.news()).toEqual([]);
    const declined = site.answers.course({ referralId: id }).entries.find(({ kind }) => kind === 'declined');
    expect(declined?.acknowledged).toMatchObject({ by: '护士甲' });
  });
});

describe('an answer by telephone', () => {
  it('is marked as not confirmed, counts as an answer, and is refused where it says nothing', async () => {
    const id = county.refer();
    site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
    expect(deliveryOf(id)).toMatchObject({
      state: 'local-only',
      outside: { businessStatus: 'bed-assigned', channel: 'phone', by: '李主任' },
    });
    const stamps = recordStamps(county.store.read, episodeOf(id), deliveryOf);
    expect(stamps.find(({ milestone }) => milestone === 'answered')).toMatchObject({ channel: 'phone', by: '李主任' });
    const noBed = { ...BED_BY_PHONE, place: '' };
    expect(codeOf(() => site.answers.recordPhone(DOCTOR, { referralId: id, answer: noBed }))).toBe('invalid-input');
  });

  it('is confirmed by the same answer of the registry, and by it alone', async () => {
    const id = await delivered();
    site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
    await ward.acceptWithBed(id, { bed: '12床', contact: '0791-200' });
    await county.sync.now();
    expect(deliveryOf(id).state === 'delivered' && 'outside' in deliveryOf(id)).toBe(false);
    expect(site.answers.course({ referralId: id }).difference).toBeNull();
    expect(site.answers.course({ referralId: id }).entries.filter(({ kind }) => kind === 'bed-assigned')).toHaveLength(
      2,
    );
  });

  it('stands beside a different one until a physician says which holds and why', async () => {
    const id = await delivered();
    site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
    await ward.decline(id, '无床');
    await county.sync.now();
    expect(site.news()).toMatchObject([{ referralId: id, kind: 'difference' }]);
    const { difference } = site.answers.course({ referralId: id });
    if (!difference) throw new Error('no difference');
    site.answers.acknowledge(DOCTOR, { referralId: id });
    expect(site.news()).toMatchObject([{ kind: 'difference' }]); // noted is not decided
    const decided = site.answers.reconcile(DOCTOR, { ...difference, holds: 'registry', reason: '再次电话核实' });
    expect(decided.difference).toBeNull();
    expect(decided.reconciliations).toMatchObject([{ holds: 'registry', by: DOCTOR.name, reason: '再次电话核实' }]);
    expect(decided.entries.filter(({ kind }) => kind === 'bed-assigned' || kind === 'declined')).toHaveLength(2);
    expect(site.news()).toEqual([]);
    expect('outside' in deliveryOf(id)).toBe(false);
    const again = { ...difference, holds: 'phone' as const, reason: '' };
    expect(site.answers.reconcile(DOCTOR, again).reconciliations).toHaveLength(2);
    expect(deliveryOf(id)).toMatchObject({ outside: { businessStatus: 'bed-assigned' } });
  });

  it('that was typed by mistake is struck out, not deleted, and stops no clock', async () => {
    const id = county.refer();
    const { entries } = site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
    const typed = entries.find(({ kind }) => kind === 'bed-assigned');
    const after = site.answers.retract(NURSE, { id: typed?.id ?? '', reason: '录错患者' });
    expect(after.entries.find(({ kind }) => kind === 'bed-assigned')?.retracted).toMatchObject({ by: '护士甲' });
    expect('outside' in deliveryOf(id)).toBe(false);
    expect(recordStamps(county.store.read, episodeOf(id), deliveryOf).some(s => s.milestone === 'answered')).toBe(
      false,
    );
    expect(codeOf(() => site.answers.retract(NURSE, { id: typed?.id ?? '', reason: '又' }))).toBe('already-void');
  });
});

describe('what is stamped in the course', () => {
  it('moves the Task on departure, saying that the bed was promised by telephone', async () => {
    const id = await delivered();
    site.answers.recordPhone(DOCTOR, { referralId: id, answer: BED_BY_PHONE });
    const at = new Date(Date.now() - 30_000).toISOString();
    stamp(tx => follow().departed(tx, episodeOf(id), at));
    expect(site.answers.course({ referralId: id }).pending).toEqual([{ to: 'departed', at }]);
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('in-progress');
    const departed = site.answers.course({ referralId: id }).entries.find(({ kind }) => kind === 'departed');
    expect(departed).toMatchObject({ at, channel: 'phone', isOurs: true });
  });

  it('takes a departure back while it has not left this computer', async () => {
    const id = await delivered();
    await registry.down();
    stamp(tx => follow().departed(tx, episodeOf(id), new Date().toISOString()));
    stamp(tx => follow().notDeparted(tx, episodeOf(id)));
    await registry.up();
    await county.sync.now();
    expect(taskOf(id)?.status).toBe('requested');
  });

  it.each([
    ['patient-refused', 'cancelled', 'patient-refused', 'revoked'],
    ['died', 'cancelled', 'died-before-transfer', 'revoked'],
    ['entered-in-error', 'entered-in-error', null, 'entered-in-error'],
  ] as const)('ends the Task when the course ends: %s', async (reason, status, businessStatus, request) => {
    const id = await delivered();
    stamp(tx =>
      follow().ended(tx, DOCTOR, { episodeId: episodeOf(id), reason, note: '家属', at: new Date().toISOString() }),
    );
    await county.sync.now();
    expect(taskOf(id)).toMatchObject({ status });
    expect(taskOf(id)?.businessStatus?.coding?.[0]?.code ?? null).toBe(businessStatus);
    expect(registry.read('ServiceRequest', id)).toMatchObject({ status: request });
  });

  it('fails the Task when the journey is broken off, and leaves it to the ward once it has arrived', async () => {
    const id = await delivered();
    stamp(tx => follow().departed(tx, episodeOf(id), new Date().toISOString()));
    stamp(tx =>
      follow().ended(tx, DOCTOR, { episodeId: episodeOf(id), reason: 'died', note: '', at: new Date().toISOString() }),
    );
    await county.sync.now();
    expect(taskOf(id)).toMatchObject({ status: 'failed' });
    expect(taskOf(id)?.businessStatus?.coding?.[0]?.code).toBe('died-in-transit');
    for (const reason of EndReason.options.filter(each => each !== 'entered-in-error'))
      expect(endOfReferral(reason, 'admitted')).toBeNull();
  });
});
