import type { Task } from '@medplum/fhirtypes';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opsOf } from '../../../shared/fhir/task.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import type { WardAnswer } from '../../../shared/referral/ward-answer.ts';
import { type RemoteRegistry, startRemoteRegistry } from '../../faults/remote-registry.ts';
import { handIn, joinLine, PASSWORD, signedReferral } from '../../support/roads.ts';
import { TEST_FACILITY, TEST_WARD } from '../../support/site-client.ts';
import { type TwoSites, twoSites } from './two-sites.ts';

const uris = fhirUris('https://ganqiao.example/fhir');
const BED: WardAnswer = {
  ...{ answer: 'bed-assigned', place: '12 床', reason: '', advice: '', expectedAt: null, onwardTo: '' },
};

let registry: RemoteRegistry;
let sites: TwoSites;
let referral: Referral;
/** The ward's record of it. */
let receivedId: string;

beforeEach(async () => {
  registry ??= await startRemoteRegistry({
    organizations: [
      { code: TEST_FACILITY.code, name: TEST_FACILITY.name },
      { code: TEST_WARD.facilityCode, name: TEST_WARD.facilityName },
    ],
  });
  sites = await twoSites();
  referral = await signedReferral(sites.county);
  receivedId = await carryToWard();
}, 60_000);
afterEach(() => sites.close());
afterAll(() => registry.close());

async function carryToWard(): Promise<string> {
  const exported = await sites.county.sealedFiles.export({ referralId: referral.id });
  if (!exported.ok) throw new Error(exported.fault);
  const { id } = await sites.ward.received.takeFile({ id: await handIn(sites.ward, exported.text) });
  if (id === null) throw new Error('not taken');
  return id;
}

const held = () => sites.ward.received.get({ id: receivedId });

async function answer(given: WardAnswer): Promise<void> {
  const { version } = await held();
  await sites.ward.received.answer({ id: receivedId, version, answer: given });
}

/** The ward's answers back to the county. @returns how many were new there */
async function carryBack(): Promise<number> {
  const exported = await sites.ward.received.exportAnswer({ id: receivedId });
  if (!exported.ok) throw new Error(exported.fault);
  const id = await handIn(sites.county, exported.text);
  const preview = await sites.county.received.previewFile({ id });
  if (!preview.ok || preview.kind !== 'answer') throw new Error('no answer');
  expect(await sites.county.received.takeFile({ id })).toMatchObject({ fault: null });
  return preview.fresh;
}

const LIMIT_MS = 20_000;
async function until(site: 'county' | 'ward', isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await sites[site].sync.now();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

const delivery = async () => (await sites.county.referrals.get({ id: referral.id })).delivery;
const arrived = () => until('county', async () => (await delivery()).state === 'delivered', 'delivered');
const task = async () => (await registry.read<Task>('Task', referral.id)) ?? null;
const opsAt = async () => opsOf((await task()) as Task, uris).map(({ to, channel }) => [to, channel]);
const answersAtCounty = async () =>
  (await sites.county.answers.course({ referralId: referral.id })).entries.filter(
    ({ kind }) => kind === 'bed-assigned',
  );
const answerIsAtRegistry = () => until('ward', async () => (await held()).answered === null, 'answer acknowledged');

describe("the ward's answer by file and by the wire", { timeout: 60_000 }, () => {
  it('file first: waits for the referral to arrive, is told once to the registry and stands once at the county', async () => {
    await joinLine(sites.ward, registry.url);
    await answer(BED);
    await sites.ward.sync.now();
    const waiting = await sites.ward.sync.status();
    expect(waiting.lastError).toBeNull(); // nobody has made a mistake
    expect(waiting.lastCompleteAt).not.toBeNull();
    expect(await sites.ward.outbox.detail({ referralId: referral.id })).toMatchObject({
      problems: [],
      rows: [{ step: 'task', state: 'pending' }],
    });
    expect(await carryBack()).toBe(1);
    expect(await delivery()).toMatchObject({
      state: 'local-only',
      outside: { businessStatus: 'bed-assigned', channel: 'file' },
    });

    await joinLine(sites.county, registry.url);
    await arrived();
    expect(await opsAt()).toEqual([['created', 'network']]); // the county does not speak for the ward
    await answerIsAtRegistry();
    expect(await opsAt()).toEqual([
      ['created', 'network'],
      ['bed-assigned', 'file'],
    ]);
    await until(
      'county',
      async () => (await task())?.meta?.versionId !== undefined && !('outside' in (await delivery())),
      'confirmed',
    );
    expect(await delivery()).toMatchObject({
      state: 'delivered',
      businessStatus: 'bed-assigned',
      taskStatus: 'accepted',
    });
    const [only, ...more] = await answersAtCounty();
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      channel: 'file',
      by: '示例医生',
      isOurs: false,
      outputs: [{ code: 'bed', text: '12 床' }],
    });
    expect(only?.serverTime).not.toBeNull();
    expect(await sites.county.answers.news()).toEqual([]); // they have read it once
    expect(await carryBack()).toBe(0);
    expect(await answersAtCounty()).toHaveLength(1);
    expect(await held()).toMatchObject({ answered: null, registry: { businessStatus: 'bed-assigned' } });
  });

  it('wire first: the file adds nothing', async () => {
    await joinLine(sites.county, registry.url);
    await arrived();
    await joinLine(sites.ward, registry.url);
    await until('ward', async () => (await held()).registry !== null, 'the Task is seen');
    expect(await sites.ward.received.list()).toHaveLength(1);
    await answer(BED);
    await answerIsAtRegistry();
    await until('county', async () => (await answersAtCounty()).length > 0, 'the answer is here');
    expect(await sites.county.answers.news()).toMatchObject([{ kind: 'answer', what: 'bed-assigned' }]);
    expect(await carryBack()).toBe(0);
    expect(await answersAtCounty()).toHaveLength(1);
  });

  it('a second answer follows the first on either road', async () => {
    await answer({ ...BED, answer: 'info-requested', place: '', reason: '补充今晨 INR' });
    await answer(BED);
    expect(await carryBack()).toBe(2);
    await joinLine(sites.county, registry.url);
    await arrived();
    await joinLine(sites.ward, registry.url);
    await answerIsAtRegistry();
    expect((await opsAt()).map(([to]) => to)).toEqual(['created', 'info-requested', 'bed-assigned']);
    await until('county', async () => !('outside' in (await delivery())), 'confirmed');
    const { entries } = await sites.county.answers.course({ referralId: referral.id });
    const told = entries.filter(({ channel, kind }) => channel === 'file' && kind !== 'exported');
    expect(told.map(({ kind, serverTime }) => [kind, serverTime !== null])).toEqual([
      ['info-requested', true],
      ['bed-assigned', true],
    ]);
    expect(entries.filter(({ kind }) => kind === 'bed-assigned' || kind === 'info-requested')).toHaveLength(2);
  });

  it('a county that set out on the file is not asked about it, nor is the ward', async () => {
    await answer(BED);
    await carryBack();
    const entry = { milestone: 'departed', at: new Date().toISOString(), channel: 'seen', note: '' } as const;
    await sites.county.pathway.stamp({ episodeId: referral.episodeId, entry, emergencyReason: '呕血' });
    await joinLine(sites.county, registry.url);
    await until(
      'county',
      async () => (await delivery()).state === 'delivered' && (await opsAt()).length === 2,
      'departed',
    );
    expect(await opsAt()).toEqual([
      ['created', 'network'],
      ['departed', 'file'],
    ]);
    await joinLine(sites.ward, registry.url);
    await until('ward', async () => (await held()).registry?.businessStatus === 'departed', 'the ward sees it');
    await answerIsAtRegistry();
    expect(await sites.ward.outbox.detail({ referralId: referral.id })).toMatchObject({
      problems: [],
      rows: [{ state: 'superseded' }],
    });
    expect((await opsAt()).at(-1)).toEqual(['departed', 'file']);
  });

  it('against a referral that was taken back the ward is asked, and the county is left alone', async () => {
    await joinLine(sites.county, registry.url);
    await arrived();
    await sites.county.referrals.withdraw({ id: referral.id, reason: '家属改变主意' });
    await until('county', async () => (await task())?.status === 'cancelled', 'withdrawn');
    await answer(BED);
    await joinLine(sites.ward, registry.url);
    const problems = async () => (await sites.ward.outbox.detail({ referralId: referral.id })).problems;
    await until('ward', async () => (await problems()).length > 0, 'a question');
    const [problem] = await problems();
    expect(problem).toMatchObject({ kind: 'conflict', choices: ['give-way'], move: { isAlarm: true } });
    expect((await held()).mayAnswer).toBe(false); // it has ended there: first the question
    expect(await sites.ward.answers.news()).toMatchObject([
      { kind: 'alarm', what: 'withdrawn', receivedId, patientId: null, patientName: '王*试', number: referral.number },
    ]);
    await sites.ward.outbox.decide({ seq: problem?.seq ?? 0, choice: 'give-way', reason: '已电话核实' });
    expect(await problems()).toEqual([]);
    expect(await sites.ward.answers.news()).toEqual([]);
    expect(await held()).toMatchObject({ answered: null, registry: { businessStatus: 'withdrawn' }, mayAnswer: false });
    expect((await task())?.status).toBe('cancelled');
  });
});

describe('what the county writes by the wire after its file', { timeout: 60_000 }, () => {
  it('a supplement is said to be newer than the copy, until it has been taken in; messages are shown', async () => {
    await joinLine(sites.county, registry.url);
    await arrived();
    await joinLine(sites.ward, registry.url);
    await until('ward', async () => (await held()).registry !== null, 'the ward sees it');
    expect((await held()).newer).toBeNull();

    await sites.county.messages.send({ referralId: referral.id, body: '已备血浆' });
    const open = await sites.county.referrals.supplement({ id: referral.id });
    await sites.county.referrals.sign({
      id: open.id,
      version: open.version,
      password: PASSWORD,
      incompleteReason: '转运',
    });
    await until('county', async () => (await sites.county.sync.status()).queued === 0, 'supplement sent');
    await until('ward', async () => (await held()).newer !== null && (await held()).told.messages.length > 0, 'newer');
    expect((await held()).newer).toMatchObject({ supplement: 1 });
    expect((await sites.ward.received.list())[0]?.newer).toMatchObject({ supplement: 1 });
    expect((await held()).told).toMatchObject({ eta: null, messages: [{ text: '已备血浆' }] });

    expect(await carryToWard()).toBe(receivedId);
    expect(await held()).toMatchObject({ newer: null, content: { rev: 2 } });
  });
});
