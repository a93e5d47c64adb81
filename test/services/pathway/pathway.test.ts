import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabEntry } from '../../../shared/records/observation.ts';
import { reachedBy, type Stamp } from '../../../shared/records/pathway.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { wallDay } from '../../../shared/records/time.ts';
import { episodeFields, labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 40 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();

let transport: OpenTransport;
let client: SiteClient;
let doctorId: string;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  doctorId = (await setUpSite(client, { password: 'Pathway-1' })).user.id;
});
afterAll(() => transport.close());

async function newEpisode() {
  const patient = await client.patients.create({
    ...blankPatient(),
    name: '测试',
    sex: 'female',
    birthDate: '1968-03-05',
  });
  return client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [
      { code: 'he', value: 1 },
      { code: 'variceal_bleed', value: 'none' },
    ],
  });
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (failure: { code: string }) => failure.code,
  );

describe('the course of an episode', () => {
  it('belongs to the physician who opened it, until it is handed over with a note', async () => {
    const { id: episodeId } = await newEpisode();
    const { owner } = await client.pathway.get({ episodeId });
    expect(owner).toMatchObject({ userId: doctorId, name: '示例医生' });
    const added = await client.users.add({
      login: 'night',
      displayName: '夜班医生',
      title: '',
      phone: '',
      roles: ['physician'],
      password: 'River-2026',
    });
    const physicians = await client.pathway.physicians();
    expect(physicians.map(({ name }) => name).sort()).toEqual(['夜班医生', '示例医生'].sort());
    const after = await client.pathway.handOver({ episodeId, userId: added.id, note: '夜间复查 INR' });
    expect(after.owner).toMatchObject({ userId: added.id, name: '夜班医生', note: '夜间复查 INR' });
    const nurse = await client.users.add({
      login: 'nurse',
      displayName: '护士',
      title: '',
      phone: '',
      roles: ['nurse'],
      password: 'Cedar-2026',
    });
    expect(await codeOf(client.pathway.handOver({ episodeId, userId: nurse.id, note: '' }))).toBe('not-found');
  });

  it('takes what the record knows as stamps, each at its own time', async () => {
    const { id: episodeId } = await newEpisode();
    const panel = (hours: number, entries: LabEntry[]) =>
      client.labs.record({ episodeId, sampledAt: at(hours), timeSource: 'collected', laboratory: '', entries });
    await panel(1, [labEntry('TBIL', '320'), labEntry('INR', '1.9')]);
    const half = await client.pathway.get({ episodeId });
    expect(half.reached).toEqual({ presented: at(0), sampled: at(1) });
    await panel(2, [labEntry('UREA', '6.8'), labEntry('NA', '132')]);
    const { reached } = await client.pathway.get({ episodeId });
    expect(reached.sampled).toBe(at(1));
    // complete when the last of the eight was known here, not when its blood was drawn
    expect(Date.parse(reached['eight-complete'] ?? '')).toBeGreaterThan(Date.parse(at(39)));
    expect(reached.judged).toBeUndefined();
    const advice = await client.advice.get({ episodeId });
    await client.advice.confirm({ episodeId, adviceId: advice?.computed.id ?? '' });
    const judged = (await client.pathway.get({ episodeId })).stamps.find(({ milestone }) => milestone === 'judged');
    expect(judged).toMatchObject({ channel: 'record', by: '示例医生' });
  });

  it('keeps a typed stamp beside another, refuses one before T0 or ahead of now, and voids with a reason', async () => {
    const { id: episodeId } = await newEpisode();
    const departed = (hours: number, note: string) =>
      client.pathway.stamp({ episodeId, entry: { milestone: 'departed', at: at(hours), channel: 'seen', note } });
    await departed(30, '120 车');
    const two = await departed(31, '家属电话');
    expect(two.stamps.filter(({ milestone }) => milestone === 'departed')).toHaveLength(2);
    expect(two.reached.departed).toBe(at(30));
    expect(await codeOf(departed(-1, ''))).toBe('invalid-input');
    expect(await codeOf(departed(60, ''))).toBe('sample-time-in-future');
    const wrong = two.stamps.find(({ note }) => note === '120 车')?.id ?? '';
    const after = await client.pathway.voidStamp({ id: wrong, reason: '误录' });
    expect(after.reached.departed).toBe(at(31));
    expect(await codeOf(client.pathway.voidStamp({ id: wrong, reason: '再次' }))).toBe('already-void');
    const deeds = await client.pathway.deeds({ episodeId });
    expect(deeds[0]).toMatchObject({ action: 'pathway.voidStamp', by: '示例医生', reason: '误录' });
    expect(deeds.map(({ action }) => action)).toContain('episodes.create');
    expect(deeds.map(({ action }) => action)).not.toContain('patients.get');
    const onset = await client.pathway.stamp({
      episodeId,
      entry: { milestone: 'onset', at: at(-72), channel: 'seen', note: '尿黄' },
    });
    expect(onset.reached.onset).toBe(at(-72));
  });

  it('is ended only with a reason and taken up again only with one; low risk stays on the work list', async () => {
    const ended = await newEpisode();
    const low = await newEpisode();
    const after = await client.pathway.end({ episodeId: ended.id, reason: 'patient-refused', note: '签字拒绝' });
    expect(after.end).toMatchObject({ reason: 'patient-refused', note: '签字拒绝', by: '示例医生' });
    expect((await client.episodes.get({ id: ended.id })).closedAt).not.toBeNull();
    await client.pathway.end({ episodeId: low.id, reason: 'low-risk', note: '' });
    expect((await client.episodes.get({ id: low.id })).closedAt).toBeNull();
    const resumed = await client.pathway.resume({ episodeId: ended.id, reason: '家属改变主意' });
    expect(resumed.end).toBeNull();
    expect((await client.episodes.get({ id: ended.id })).closedAt).toBeNull();
    expect(await codeOf(client.pathway.resume({ episodeId: ended.id, reason: '再来' }))).toBe('illegal-move');
  });
});

describe('the figures of the hospital', () => {
  it('count the courses of the period without those entered in error, and the file names nobody', async () => {
    const to = wallDay(new Date().toISOString());
    const from = wallDay(at(-24 * 40));
    const period = { from, to };
    const before = await client.figures.export(period);
    const admitted = await newEpisode();
    const mistake = await newEpisode();
    await client.pathway.stamp({
      episodeId: admitted.id,
      entry: { milestone: 'admitted', at: at(30), channel: 'phone', note: '' },
    });
    await client.pathway.end({ episodeId: mistake.id, reason: 'entered-in-error', note: '' });
    const after = await client.figures.export(period);
    expect(after).toHaveLength(before.length + 1);
    expect(after).toContainEqual(expect.objectContaining({ toWard: 30 * 60, outcome: 'within-48h' }));
    expect(Object.keys(after[0] ?? {}).sort()).toEqual(['month', 'outcome', 'toAnswer', 'toEightComplete', 'toWard']);
    const months = await client.figures.monthly(period);
    expect(months.reduce((sum, { courses }) => sum + courses, 0)).toBe(after.length);
    expect(await client.figures.monthly({ from: '2020-01-01', to: '2020-12-31' })).toEqual([]);
  });
});

describe('of several stamps of one milestone', () => {
  const stamp = (milestone: Stamp['milestone'], hours: number, channel: Stamp['channel']): Stamp => ({
    id: null,
    milestone,
    at: at(hours),
    channel,
    by: '',
    note: '',
  });
  it('the first answer counts, by whatever road it came', () => {
    const stamps = [stamp('answered', 9, 'registry'), stamp('answered', 8, 'phone')];
    expect(reachedBy(at(0), stamps).answered).toBe(at(8));
  });
  it('the registry counts for what the ward does, over what was typed after a call', () => {
    const stamps = [stamp('admitted', 20, 'phone'), stamp('admitted', 21, 'registry')];
    expect(reachedBy(at(0), stamps).admitted).toBe(at(21));
  });
});
