import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { LabEntry } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { episodeFields, labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 40 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

async function newEpisode(name = '测试', birthDate = '1968-03-05') {
  const patient = await client.patients.create({ ...blankPatient(), name, sex: 'female', birthDate });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [
      { code: 'he', value: 1 },
      { code: 'ascites', value: 'mild' },
    ],
  });
  return { patient, episode };
}

const panel = (episodeId: string, hours: number, entries: LabEntry[]) =>
  client.labs.record({ episodeId, sampledAt: at(hours), timeSource: 'collected', laboratory: '', entries });

const scoreAt = (all: Assessment[], scoreId: string, hours: number) =>
  all.find(each => each.scoreId === scoreId && each.anchorAt === at(hours));

const E2 = [
  labEntry('TBIL', '320'),
  labEntry('CREA', '95'),
  labEntry('INR', '1.9'),
  labEntry('NA', '132'),
  labEntry('ALB', '29'),
  labEntry('WBC', '8.2'),
  labEntry('NEUT', '6.0'),
  labEntry('UREA', '6.8'),
];

describe('the record', () => {
  it('assesses a sample as it is entered, each result with its inputs, times and version', async () => {
    const { episode } = await newEpisode('王测', '1974-01-01'); // worked patient E2 of the clinical reference
    const observations = await panel(episode.id, 2, E2);
    const all = await client.assessments.list({ episodeId: episode.id });
    expect(scoreAt(all, 'meld', 2)?.outcome.value).toBe(25);
    expect(scoreAt(all, 'meld3', 2)?.outcome.value).toBe(29);
    expect(scoreAt(all, 'child-pugh', 2)?.outcome).toMatchObject({ value: 11, grade: 'C' });
    expect(scoreAt(all, 'albi', 2)?.outcome).toMatchObject({ value: -0.81, grade: '3' });
    expect(scoreAt(all, 'cossh-aclf-ii', 2)?.outcome.value).toBe(7.84);
    expect(scoreAt(all, 'apasl-aclf', 2)?.outcome.value).toBe('yes');
    expect(scoreAt(all, 'catch-life', 2)?.outcome.refused?.code).toBe('model-not-installed');
    const tbil = scoreAt(all, 'meld', 2)?.inputs.find(({ key }) => key === 'tbil');
    const source = observations.find(({ code }) => code === 'TBIL')?.id;
    expect(tbil).toMatchObject({ value: 320, sampledAt: at(2), sourceId: source });
  });

  it('keeps the typed value beside its SI value, exactly converted', async () => {
    const { episode } = await newEpisode();
    const [stored] = await panel(episode.id, 2, [labEntry('TBIL', '12.0', { unit: 'mg/dL' })]);
    expect(stored).toMatchObject({ enteredValue: '12.0', enteredUnit: 'mg/dL', valueSi: 205.2 });
  });

  it('stores nothing of a panel with a doubtful value until it was confirmed, then all of it', async () => {
    const { episode } = await newEpisode();
    const doubtful = labEntry('CREA', '1.2'); // mg/dL typed as umol/L
    const refused = await panel(episode.id, 2, [labEntry('TBIL', '300'), doubtful]).catch(error => error);
    expect(refused).toMatchObject({ code: 'out-of-range', data: { fields: ['CREA'] } });
    expect(await client.labs.list({ episodeId: episode.id })).toEqual([]);
    await panel(episode.id, 2, [labEntry('TBIL', '300'), { ...doubtful, confirmed: true }]);
    expect(await client.labs.list({ episodeId: episode.id })).toHaveLength(2);
    const meld = scoreAt(await client.assessments.list({ episodeId: episode.id }), 'meld', 2);
    expect(meld?.outcome.refused?.code).toBe('out-of-range');
  });

  it('refuses a sample time that lies ahead, and an unknown unit', async () => {
    const { episode } = await newEpisode();
    expect(await panel(episode.id, 60, E2).catch(error => error)).toMatchObject({
      code: 'sample-time-in-future',
      data: { fields: ['sampledAt'] },
    });
    const wrongUnit = [labEntry('INR', '1.9', { unit: 'mg/dL' })];
    expect(await panel(episode.id, 2, wrongUnit).catch(error => error)).toMatchObject({ code: 'unknown-unit' });
  });

  it('computes anew after a correction, and keeps what was computed before', async () => {
    const { episode } = await newEpisode();
    const observations = await panel(episode.id, 2, E2);
    const inr = observations.find(({ code }) => code === 'INR');
    await client.labs.correct({ id: inr?.id ?? '', version: 1, entry: labEntry('INR', '2.6'), reason: '抄录错误' });
    const meld = scoreAt(await client.assessments.list({ episodeId: episode.id }), 'meld', 2);
    expect(meld?.outcome.value).toBe(29);
    const late = client.labs.correct({ id: inr?.id ?? '', version: 1, entry: labEntry('INR', '3'), reason: 'x' });
    expect(await late.catch(error => error)).toMatchObject({ code: 'stale-version' });
  });

  it('forgets a voided sample in the scores, not in the record', async () => {
    const { episode } = await newEpisode();
    const observations = await panel(episode.id, 2, E2);
    for (const { id } of observations) await client.labs.void({ id, reason: '他人标本' });
    expect(await client.assessments.list({ episodeId: episode.id })).toEqual([]);
    const kept = await client.labs.list({ episodeId: episode.id });
    expect(kept).toHaveLength(E2.length);
    expect(kept.every(({ voidedAt }) => voidedAt !== null)).toBe(true);
    const again = client.labs.void({ id: observations[0]?.id ?? '', reason: 'x' });
    expect(await again.catch(error => error)).toMatchObject({ code: 'already-void' });
  });

  it('lets a later finding reach later anchors only', async () => {
    const { episode } = await newEpisode();
    await panel(episode.id, 2, E2);
    await panel(episode.id, 20, E2);
    await client.findings.record({
      episodeId: episode.id,
      observedAt: at(10),
      note: '',
      findings: [{ code: 'he', value: 3 }],
    });
    const all = await client.assessments.list({ episodeId: episode.id });
    const heAt = (hours: number) => scoreAt(all, 'child-pugh', hours)?.inputs.find(({ key }) => key === 'he')?.value;
    expect([heAt(2), heAt(10), heAt(20)]).toEqual([1, 3, 3]);
  });

  it('names an input that is too old instead of using it', async () => {
    const { episode } = await newEpisode();
    await panel(episode.id, 2, E2);
    await panel(episode.id, 30, [labEntry('TBIL', '400'), labEntry('INR', '2.1'), labEntry('CREA', '100')]);
    const child = scoreAt(await client.assessments.list({ episodeId: episode.id }), 'child-pugh', 30);
    expect(child?.outcome.missing).toContain('alb');
    expect(child?.outcome.notes).toContain('too-old:alb:28');
  });

  it('moves T0 only with a reason, and keeps the old one', async () => {
    const { episode } = await newEpisode();
    const { id: _, patientId: __, version, createdAt: ___, closedAt: ____, ...fields } = episode;
    const moved = { id: episode.id, version, fields: { ...fields, firstPresentationAt: at(-3) } };
    expect(await client.episodes.update({ ...moved, reason: '' }).catch(error => error)).toMatchObject({
      code: 'invalid-input',
      data: { fields: ['reason'] },
    });
    const updated = await client.episodes.update({ ...moved, reason: '分诊单时间更早' });
    expect(updated).toMatchObject({ version: 2, firstPresentationAt: at(-3) });
  });
});

describe('the patient list', () => {
  it('finds a patient by name, either end of it, pinyin, initials with the surname read as one, and numbers', async () => {
    const { patient } = await newEpisode('单雄信');
    await client.patients.update({
      id: patient.id,
      version: 1,
      fields: {
        ...blankPatient(),
        name: '单雄信',
        sex: 'male',
        phone: '138-0000-5678',
        identity: { kind: 'resident-id', number: '11010519491231002X' },
        hospitalNumbers: { inpatient: 'ZY-77', outpatient: '', record: '' },
      },
      reason: '',
    });
    const found = await client.patients.search({ query: 'dxx 002x', fuzzy: false, limit: 20 });
    expect(found).toMatchObject([{ name: '单*信', identityNumber: '110105********002X', phone: '138******5678' }]);
    expect(await client.patients.search({ query: '没有此人', fuzzy: false, limit: 20 })).toEqual([]);
  });

  it('stands in the order of the time left, the longest waiting first', async () => {
    const { lines } = await client.worklist.list();
    const times = lines.map(({ firstPresentationAt }) => firstPresentationAt ?? '~');
    expect(times).toEqual([...times].sort());
  });
});
