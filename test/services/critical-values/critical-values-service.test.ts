import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CriticalLimit } from '../../../shared/records/critical-table.ts';
import type { LabCode, LabEntry } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { episodeFields, labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const PASSWORD = 'Critical-1';
const at = (hours: number) => new Date(Date.now() - (40 - hours) * HOUR_MS).toISOString();
const limit = (code: LabCode, low: number | null, high: number | null): CriticalLimit => ({
  code,
  low,
  high,
  ages: null,
});
const LIMITS = [limit('K', 2.8, 6.2), limit('PLT', 50, null)];

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD });
});
afterAll(() => transport.close());

async function newEpisode(): Promise<string> {
  const patient = await client.patients.create({
    ...blankPatient(),
    name: '危测',
    sex: 'male',
    birthDate: '1970-01-01',
  });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [],
  });
  return episode.id;
}

let episodeId: string;
beforeEach(async () => {
  episodeId = await newEpisode();
});

async function put(hours: number, ...entries: LabEntry[]) {
  const [first] = await client.labs.record({
    episodeId,
    sampledAt: at(hours),
    timeSource: 'collected',
    laboratory: '',
    entries,
  });
  if (!first) throw new Error('nothing stored');
  return first;
}
const sign = async (limits: CriticalLimit[]) =>
  client.criticalValues.sign({
    basedOn: (await client.criticalValues.tables())[0]?.version ?? 0,
    limits,
    password: PASSWORD,
  });
const states = async () =>
  (await client.criticalValues.list({ episodeId })).map(({ code, state }) => `${code} ${state}`);
/** As the work list counts them. */
const waiting = async () =>
  (await client.worklist.list()).lines.find(line => line.episodeId === episodeId)?.criticalCount;
const refusal = (call: Promise<unknown>) => call.catch(failure => failure);

describe('before the hospital has signed a table', () => {
  it('judges nothing, whatever the examples say', async () => {
    expect(await client.criticalValues.tables()).toEqual([]);
    await put(2, labEntry('K', '7.4'));
    expect(await states()).toEqual([]);
    expect(await waiting()).toBe(0);
  });

  it('then asks for the newest value of each item and marks the earlier ones', async () => {
    await put(2, labEntry('K', '7.4'));
    await put(4, labEntry('K', '6.9'));
    await put(5, labEntry('PLT', '30'));
    await put(6, labEntry('K', '6.8'));
    await put(8, labEntry('PLT', '80'));
    const table = await sign(LIMITS);
    expect(table).toMatchObject({ version: 1, signedBy: '示例医生', limits: LIMITS });
    expect(await states()).toEqual(['K open', 'PLT before-table', 'K before-table', 'K before-table']);
    expect(await waiting()).toBe(1);
  });
});

describe('the table', () => {
  it('is signed with the password, on top of the version that was edited', async () => {
    const before = await client.criticalValues.tables();
    const basedOn = before[0]?.version ?? 0;
    const wrong = client.criticalValues.sign({ basedOn, limits: LIMITS, password: 'Wrong-1234' });
    expect(await refusal(wrong)).toMatchObject({ code: 'wrong-password' });
    const late = client.criticalValues.sign({ basedOn: basedOn - 1, limits: LIMITS, password: PASSWORD });
    expect(await refusal(late)).toMatchObject({ code: 'stale-version' });
    expect(await client.criticalValues.tables()).toEqual(before);
  });

  it('refuses a wrong line, naming row and field, and stores nothing', async () => {
    const before = await client.criticalValues.tables();
    const wrong = [limit('K', 6.2, 2.8), limit('INR', null, 50)];
    expect(await refusal(sign(wrong))).toMatchObject({
      code: 'invalid-input',
      data: { fields: ['limits.0.high', 'limits.1.high'] },
    });
    const unknown = [LIMITS[0], { ...limit('K', 1, null), code: 'XX' }] as CriticalLimit[];
    expect(await refusal(sign(unknown))).toMatchObject({ code: 'invalid-input', data: { fields: ['limits.1.code'] } });
    expect(await client.criticalValues.tables()).toEqual(before);
  });

  it('keeps its earlier versions as they were signed', async () => {
    const first = await sign(LIMITS);
    const second = await sign([limit('K', 3, 6)]);
    const tables = await client.criticalValues.tables();
    expect(tables.slice(0, 2)).toEqual([second, first]);
  });
});

describe('a critical value', () => {
  beforeEach(async () => {
    await sign(LIMITS);
  });

  it('says why: the value, the limit, the version of the table and who signed it', async () => {
    const stored = await put(2, labEntry('K', '7.4'), labEntry('PLT', '20'));
    const [table] = await client.criticalValues.tables();
    const values = await client.criticalValues.list({ episodeId });
    expect(values).toHaveLength(2);
    expect(values.find(({ code }) => code === 'K')).toMatchObject({
      observationId: stored.id,
      side: 'high',
      valueSi: 7.4,
      cutoffSi: 6.2,
      tableVersion: table?.version,
      signedBy: '示例医生',
      state: 'open',
      acknowledgements: [],
    });
  });

  it('is compared in SI, and a censored one by what it proves', async () => {
    await put(2, labEntry('PLT', '40000', { unit: '/uL' }));
    await put(4, labEntry('PLT', '20', { comparator: '<' }));
    await put(6, labEntry('PLT', '60', { comparator: '<' }));
    await put(8, { ...labEntry('K', '0'), value: null, missing: 'pending' });
    expect(await states()).toEqual(['PLT undecided', 'PLT open', 'PLT open']);
  });

  it('is acknowledged with who, when and what was done, by several if need be', async () => {
    const { id, version } = await put(2, labEntry('K', '7.4'));
    await client.criticalValues.acknowledge({ observationId: id, version, done: '已报告值班医师' });
    const twice = await client.criticalValues.acknowledge({ observationId: id, version, done: '已静推葡萄糖酸钙' });
    expect(twice.state).toBe('acknowledged');
    expect(twice.acknowledgements.map(({ by, done }) => `${by} ${done}`)).toEqual([
      '示例医生 已报告值班医师',
      '示例医生 已静推葡萄糖酸钙',
    ]);
    expect(await waiting()).toBe(0);
  });

  it('is not acknowledged without a word of what was done, nor in an old version, nor when it is none', async () => {
    const { id, version } = await put(2, labEntry('K', '7.4'));
    const silent = client.criticalValues.acknowledge({ observationId: id, version, done: ' ' });
    expect(await refusal(silent)).toMatchObject({ code: 'invalid-input' });
    const old = client.criticalValues.acknowledge({ observationId: id, version: version + 1, done: 'x' });
    expect(await refusal(old)).toMatchObject({ code: 'stale-version' });
    const normal = await put(4, labEntry('K', '4.4'));
    const none = client.criticalValues.acknowledge({ observationId: normal.id, version: 1, done: 'x' });
    expect(await refusal(none)).toMatchObject({ code: 'not-critical' });
  });

  it('asks again when it is corrected to another critical value', async () => {
    const { id, version } = await put(2, labEntry('K', '7.4'));
    await client.criticalValues.acknowledge({ observationId: id, version, done: '已复查' });
    await client.labs.correct({ id, version, entry: labEntry('K', '6.4'), reason: '抄录错误' });
    const [value] = await client.criticalValues.list({ episodeId });
    expect(value).toMatchObject({ state: 'open', valueSi: 6.4 });
    expect(value?.acknowledgements).toMatchObject([{ valueSi: 7.4, observationVersion: 1 }]);
  });

  it('stays visible as what it was when it is corrected away or voided after somebody knew', async () => {
    const first = await put(2, labEntry('K', '7.4'));
    const second = await put(4, labEntry('K', '7.1'));
    const third = await put(6, labEntry('K', '7.0'));
    for (const { id, version } of [first, second])
      await client.criticalValues.acknowledge({ observationId: id, version, done: '已复查' });
    await client.labs.correct({ id: first.id, version: 1, entry: labEntry('K', '4.4'), reason: '溶血' });
    await client.labs.void({ id: second.id, reason: '他人标本' });
    await client.labs.void({ id: third.id, reason: '他人标本' });
    expect(await states()).toEqual(['K voided', 'K corrected']);
    const values = await client.criticalValues.list({ episodeId });
    expect(values.map(({ valueSi }) => valueSi)).toEqual([7.1, 7.4]);
  });

  it('keeps its acknowledgement under the table by which it was critical', async () => {
    const { id, version } = await put(2, labEntry('K', '6.3'));
    const known = await client.criticalValues.acknowledge({ observationId: id, version, done: '已复查' });
    await sign([limit('K', 2.5, 6.5)]);
    const [value] = await client.criticalValues.list({ episodeId });
    expect(value).toMatchObject({ state: 'table-changed', cutoffSi: 6.2, tableVersion: known.tableVersion });
  });
});
