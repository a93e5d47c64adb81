import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Patient, PatientFields } from '../../../shared/records/patient.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { failure, fieldsOf, hoursAgo, newEpisode, newValue, person } from './people.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

const add = (fields: Partial<PatientFields>) => client.patients.create(person(fields));
const at = ({ id, version }: Patient) => ({ id, version });
const found = async (query: string) =>
  (await client.patients.search({ query, fuzzy: false, limit: 50 })).map(({ id }) => id);

type Take = Parameters<SiteClient['identity']['merge']>[0]['take'];
const merge = (survivor: Patient, merged: Patient, take: Take = []) =>
  client.identity.merge({ survivor: at(survivor), merged: at(merged), take, reason: '同一人，两次挂号' });
const lastMerge = async (id: string) =>
  (await client.identity.history({ id })).merges.find(({ undone }) => undone === null)?.id ?? '';
const undo = async (id: string) => client.identity.undoMerge({ id: await lastMerge(id), reason: '并错了' });

/** All that a record holds, but for its counters, which only grow. */
async function contents(id: string) {
  const episodes = await client.episodes.list({ patientId: id });
  return {
    fields: fieldsOf(await client.patients.get({ id })),
    episodes: await Promise.all(
      episodes.map(async episode => ({
        episode,
        labs: await client.labs.list({ episodeId: episode.id }),
        findings: await client.findings.list({ episodeId: episode.id }),
        scores: Object.fromEntries(
          (await client.assessments.list({ episodeId: episode.id })).map(each => [
            `${each.scoreId} ${each.anchorAt}`,
            each.outcome,
          ]),
        ),
      })),
    ),
    referrals: (await client.referrals.list({ patientId: id })).map(each => each.id),
  };
}

async function twoRecords() {
  const survivor = await add({
    name: '李测试',
    birthDate: '1960-02-03',
    phone: '13800001111',
    hospitalNumbers: { inpatient: `ZY-${crypto.randomUUID().slice(0, 8)}`, outpatient: '', record: '' },
    allergy: { state: 'yes', text: '青霉素' },
  });
  const other = await add({
    name: '李策试',
    birthDate: '1961-02-03',
    sex: 'female',
    address: '示例县示例镇',
    hospitalNumbers: { inpatient: `ZY-${crypto.randomUUID().slice(0, 8)}`, outpatient: '', record: '' },
    allergy: { state: 'yes', text: '头孢' },
  });
  const episode = await newEpisode(client, survivor.id, hoursAgo(9));
  const otherEpisode = await newEpisode(client, other.id, hoursAgo(30));
  await newValue(client, otherEpisode.id, '320');
  return { survivor, other, episode, otherEpisode };
}

describe('a merge', () => {
  it('shows both records as the survivor: episodes, referrals, the running clock, and all that either is found by', async () => {
    const { survivor, other, episode, otherEpisode } = await twoRecords();
    const referral = await client.referrals.draft({ episodeId: otherEpisode.id });
    const merged = await merge(survivor, other, ['address']);
    expect(merged).toMatchObject({ id: survivor.id, name: '李测试', address: '示例县示例镇', phone: '13800001111' });
    expect(await client.patients.get({ id: other.id })).toEqual(merged);
    for (const patientId of [survivor.id, other.id]) {
      const episodes = await client.episodes.list({ patientId });
      expect(episodes.map(({ id }) => id)).toEqual([episode.id, otherEpisode.id]);
      expect((await client.referrals.list({ patientId })).map(({ id }) => id)).toEqual([referral.id]);
    }
    for (const query of ['李测试', '李策试', survivor.hospitalNumbers.inpatient, other.hospitalNumbers.inpatient]) {
      expect([query, await found(query)]).toEqual([query, expect.arrayContaining([survivor.id])]);
      expect(await found(query)).not.toContain(other.id);
    }
    const lines = (await client.worklist.list()).lines.filter(({ id }) => [survivor.id, other.id].includes(id));
    expect(lines.map(({ id }) => id)).toEqual([survivor.id]);
  });

  it('keeps the allergies of both, whatever is chosen', async () => {
    const { survivor, other } = await twoRecords();
    const merged = await merge(survivor, other, ['name', 'birth']);
    expect(merged.allergy).toEqual({ state: 'yes', text: '青霉素；头孢' });
  });

  it('judges the episodes of both by the facts of the survivor, and tells in the audit who, when and why', async () => {
    const { survivor, other, otherEpisode } = await twoRecords();
    const ageOf = async () =>
      (await client.assessments.list({ episodeId: otherEpisode.id }))
        .flatMap(({ inputs }) => inputs)
        .find(({ key }) => key === 'age')?.value;
    const before = await ageOf();
    await merge(survivor, other);
    expect(await ageOf()).not.toBe(before);
    const [row] = (await client.identity.history({ id: other.id })).merges;
    expect(row).toMatchObject({ by: '示例医生', reason: '同一人，两次挂号', mergedId: other.id, undone: null });
  });

  it('refuses a record that was changed since it was looked at, itself, and one that is merged already', async () => {
    const { survivor, other } = await twoRecords();
    const stale = { survivor: at(survivor), merged: { id: other.id, version: 9 }, take: [], reason: 'x' };
    expect(await failure(client.identity.merge(stale))).toMatchObject({ code: 'stale-version' });
    expect(await failure(merge(survivor, survivor))).toMatchObject({ code: 'invalid-input' });
    await merge(survivor, other);
    const third = await add({ name: '第三人' });
    const refused = { code: 'patient-merged', data: { id: survivor.id } };
    expect(await failure(merge(third, other))).toEqual(refused);
    const change = { id: other.id, version: other.version, fields: fieldsOf(other), reason: '' };
    expect(await failure(client.patients.update(change))).toEqual(refused);
  });

  it('is undone in the order of the merges, the latest first', async () => {
    const [a, b, c] = [await add({ name: '甲一' }), await add({ name: '甲二' }), await add({ name: '甲三' })];
    await merge(b, a);
    const first = await lastMerge(b.id);
    await merge(c, await client.patients.get({ id: b.id }));
    expect((await client.patients.get({ id: a.id })).id).toBe(c.id);
    expect(await failure(client.identity.undoMerge({ id: first, reason: 'x' }))).toMatchObject({
      code: 'illegal-move',
    });
    await undo(c.id);
    expect((await client.patients.get({ id: a.id })).id).toBe(b.id);
    await undo(b.id);
    expect((await client.patients.get({ id: a.id })).id).toBe(a.id);
    expect(await failure(client.identity.undoMerge({ id: first, reason: 'x' }))).toMatchObject({
      code: 'illegal-move',
    });
  });

  it('leaves an unnamed patient unnamed when it is undone', async () => {
    const unnamed = await client.identity.addUnnamed({ sex: 'male', estimatedAge: 60 });
    const known = await add({ name: '赵测试', birthDate: '1966-01-01' });
    const merged = await merge(unnamed, known, ['name', 'birth', 'identity']);
    expect(merged).toMatchObject({ name: '赵测试', unnamed: false, birthDate: '1966-01-01', estimatedAge: null });
    expect(await found(unnamed.name)).toEqual([unnamed.id]);
    await undo(unnamed.id);
    expect(fieldsOf(await client.patients.get({ id: unnamed.id }))).toEqual(fieldsOf(unnamed));
  });
});

const PARTS = ['name', 'sex', 'birth', 'phone', 'address', 'hospitalNumbers', 'insurance'] as const;

describe('undoing a merge', () => {
  it('brings both records back exactly, whatever was chosen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.subarray([...PARTS]), async take => {
        const { survivor, other } = await twoRecords();
        const before = [await contents(survivor.id), await contents(other.id)];
        const names = [await found('李测试'), await found('李策试')];
        await merge(survivor, other, take);
        await undo(survivor.id);
        expect([await contents(survivor.id), await contents(other.id)]).toEqual(before);
        expect([await found('李测试'), await found('李策试')].map(ids => ids.toSorted())).toEqual(
          names.map(ids => ids.toSorted()),
        );
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  /**
   * The rule for what is written between: an entry belongs to its episode, an episode to the record that it began on, a
   * new one to the survivor; a field that somebody changed after the merge stays, all others go back.
   */
  it('leaves what was written between with the record that it belongs to', async () => {
    const write = fc.constantFrom('survivor-lab', 'other-lab', 'other-finding', 'new-episode', 'phone', 'name');
    await fc.assert(
      fc.asyncProperty(fc.subarray([...PARTS]), fc.array(write, { maxLength: 5 }), async (take, writes) => {
        const { survivor, other, episode, otherEpisode } = await twoRecords();
        const before = [await contents(survivor.id), await contents(other.id)] as const;
        await merge(survivor, other, take);
        const begun: string[] = [];
        const changed: Partial<PatientFields> = {};
        for (const [at, kind] of writes.entries()) {
          if (kind === 'survivor-lab') await newValue(client, episode.id, `${100 + at}`, hoursAgo(1));
          if (kind === 'other-lab') await newValue(client, otherEpisode.id, `${200 + at}`, hoursAgo(1));
          if (kind === 'other-finding')
            await client.findings.record({
              episodeId: otherEpisode.id,
              observedAt: hoursAgo(1),
              note: '',
              findings: [{ code: 'he', value: 3 }],
            });
          // begun under the id of the merged record: a window that was open before
          if (kind === 'new-episode') begun.push((await newEpisode(client, other.id, hoursAgo(0.1))).id);
          if (kind === 'phone' || kind === 'name') {
            const present = await client.patients.get({ id: survivor.id });
            changed[kind] = kind === 'phone' ? `1390000${1000 + at}` : `李改名${'一二三四五'[at]}`;
            const fields = { ...fieldsOf(present), ...changed };
            await client.patients.update({ id: survivor.id, version: present.version, fields, reason: '更正' });
          }
        }
        await undo(survivor.id);
        const after = [await contents(survivor.id), await contents(other.id)] as const;
        const count = (kind: string) => writes.filter(each => each === kind).length;
        expect(after[1].fields).toEqual(before[1].fields);
        expect(after[1].episodes.map(each => each.episode.id)).toEqual([otherEpisode.id]);
        expect(after[1].episodes[0]?.labs).toHaveLength(1 + count('other-lab'));
        expect(after[1].episodes[0]?.findings).toHaveLength(1 + count('other-finding'));
        expect(after[0].fields).toEqual({ ...before[0].fields, ...changed });
        expect(after[0].episodes.map(each => each.episode.id).toSorted()).toEqual([episode.id, ...begun].toSorted());
        expect(after[0].episodes.find(each => each.episode.id === episode.id)?.labs).toHaveLength(
          count('survivor-lab'),
        );
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
