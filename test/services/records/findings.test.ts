import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindingEntry } from '../../../shared/records/finding.ts';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import type { LabCode } from '../../../shared/records/observation.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { episodeFields } from '../../support/sample-case.ts';
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
  await setUpSite(client, { password: 'Findings-1' });
});
afterAll(() => transport.close());

const FIELDS = episodeFields(at(0));

async function newEpisode(findings: FindingEntry[] = []) {
  const fields = { ...blankPatient(), name: '查验', sex: 'female' as const, birthDate: '1974-01-01' };
  const patient = await client.patients.create(fields);
  const episode = await client.episodes.create({ patientId: patient.id, fields: FIELDS, findings });
  return { patient, episode };
}

const see = (episodeId: string, hours: number, findings: FindingEntry[]) =>
  client.findings.record({ episodeId, observedAt: at(hours), note: '', findings });

const panel = (episodeId: string, hours: number, values: Partial<Record<LabCode, string>>) =>
  client.labs.record({
    ...{ episodeId, sampledAt: at(hours), timeSource: 'collected', laboratory: '' },
    entries: Object.entries(values).map(([code, value]) => ({
      ...{ code: code as LabCode, value, unit: labItem(code as LabCode).unit },
      ...{ comparator: null, text: null, missing: null, confirmed: false },
    })),
  });

async function stageAt(episodeId: string, hours: number) {
  const all = await client.assessments.list({ episodeId });
  return all.find(each => each.scoreId === 'cn-lf-stage' && each.anchorAt === at(hours))?.outcome;
}

describe('a finding', () => {
  it('is corrected by a new version; the old one stays with who, when and why', async () => {
    const { episode } = await newEpisode();
    const [he] = await see(episode.id, 3, [{ code: 'he', value: 3 }]);
    if (he === undefined) throw new Error('it was recorded');
    const corrected = await client.findings.correct({
      ...{ id: he.id, version: 1, entry: { code: 'he', value: 2 }, observedAt: at(2), note: '家属在场' },
      reason: '再次询问地点答对',
    });
    expect(corrected).toMatchObject({ version: 2, value: 2, observedAt: at(2), note: '家属在场' });
    const [change, ...older] = await client.findings.versions({ episodeId: episode.id });
    expect(older).toEqual([]);
    expect(change).toMatchObject({
      before: { id: he.id, value: 3, observedAt: at(3), version: 1 },
      change: { version: 1, by: '示例医生', reason: '再次询问地点答对' },
    });
  });

  it('is not corrected from an old version, into another finding, without a reason, or once void', async () => {
    const { episode } = await newEpisode();
    const [he] = await see(episode.id, 3, [{ code: 'he', value: 3 }]);
    const input = { id: he?.id ?? '', version: 1, observedAt: at(3), note: '', reason: '笔误' };
    const correct = (more: object) =>
      client.findings.correct({ ...input, entry: { code: 'he', value: 2 }, ...more }).catch(error => error);
    expect(await correct({ version: 7 })).toMatchObject({ code: 'stale-version' });
    expect(await correct({ entry: { code: 'ascites', value: 'mild' } })).toMatchObject({ code: 'invalid-input' });
    expect(await correct({ reason: ' ' })).toMatchObject({ code: 'invalid-input', data: { fields: ['reason'] } });
    expect(await correct({ observedAt: at(60) })).toMatchObject({ code: 'sample-time-in-future' });
    await client.findings.void({ id: input.id, reason: '他人' });
    expect(await correct({ version: 2 })).toMatchObject({ code: 'already-void' });
    const [change] = await client.findings.versions({ episodeId: episode.id });
    expect(change).toMatchObject({ before: { value: 3, voidedAt: null }, change: { reason: '他人' } });
  });

  it('never stores a systolic pressure that is not above the diastolic one', async () => {
    const { episode } = await newEpisode();
    const swapped: FindingEntry[] = [
      { code: 'sbp', value: 60 },
      { code: 'dbp', value: 95 },
    ];
    expect(await see(episode.id, 1, swapped).catch(error => error)).toMatchObject({
      code: 'out-of-range',
      data: { fields: ['sbp', 'dbp'] },
    });
    expect(await client.findings.list({ episodeId: episode.id })).toEqual([]);
    const [sbp] = await see(episode.id, 1, [
      { code: 'sbp', value: 95 },
      { code: 'dbp', value: 60 },
    ]);
    const late = client.findings.correct({
      ...{
        id: sbp?.id ?? '',
        version: 1,
        entry: { code: 'sbp', value: 55 },
        observedAt: at(1),
        note: '',
        reason: '抄错',
      },
    });
    expect(await late.catch(error => error)).toMatchObject({ code: 'out-of-range' });
  });
});

describe('the Chinese stage', () => {
  const LATE_JAUNDICE = { TBIL: '300', INR: '1.6', PTA: '38', CREA: '95' };

  it('waits for both answers; "none of them, looked for" is one', async () => {
    const { episode } = await newEpisode();
    await panel(episode.id, 2, LATE_JAUNDICE);
    expect(await stageAt(episode.id, 2)).toMatchObject({ grade: null, missing: ['complications', 'extrahepatic_of'] });
    await see(episode.id, 1, [{ code: 'complications', value: [] }]);
    expect(await stageAt(episode.id, 2)).toMatchObject({ grade: null, missing: ['extrahepatic_of'] });
    await see(episode.id, 1, [{ code: 'extrahepatic_of', value: [] }]);
    expect(await stageAt(episode.id, 2)).toMatchObject({ grade: 'early', missing: [] });
  });

  it('counts what was ticked, and follows its correction', async () => {
    const { episode } = await newEpisode([
      { code: 'complications', value: ['encephalopathy', 'infection'] },
      { code: 'extrahepatic_of', value: [] },
    ]);
    await panel(episode.id, 2, LATE_JAUNDICE);
    expect((await stageAt(episode.id, 2))?.grade).toBe('late');
    const listed = (await client.findings.list({ episodeId: episode.id })).find(({ code }) => code === 'complications');
    await client.findings.correct({
      ...{ id: listed?.id ?? '', version: 1, entry: { code: 'complications', value: ['infection'] } },
      ...{ observedAt: at(0), note: '', reason: '肝性脑病未证实' },
    });
    expect((await stageAt(episode.id, 2))?.grade).toBe('middle');
  });

  it('does not stay low after the record has proven a failure since the answer', async () => {
    const { episode } = await newEpisode([
      { code: 'complications', value: [] },
      { code: 'extrahepatic_of', value: [] },
    ]);
    await panel(episode.id, 2, LATE_JAUNDICE);
    await see(episode.id, 6, [{ code: 'vasopressor', value: true }]);
    expect(await stageAt(episode.id, 6)).toMatchObject({ grade: 'middle', notes: expect.arrayContaining(['mixed']) });
  });
});

describe('the energy target', () => {
  it('is computed from the dry weight that was confirmed, and names it as its source', async () => {
    const { episode } = await newEpisode([
      { code: 'weight', value: 71 },
      { code: 'height', value: 160 },
    ]);
    await panel(episode.id, 2, { TBIL: '300' });
    const reeWeight = async () => {
      const all = await client.assessments.list({ episodeId: episode.id });
      return all.find(each => each.scoreId === 'ree-mifflin')?.inputs.find(({ key }) => key === 'weight');
    };
    expect((await reeWeight())?.value).toBe(71);
    const [dry] = await see(episode.id, 1, [
      { code: 'dry_weight', value: { kg: 63.9, basis: 'moderate', oedema: false } },
    ]);
    expect(await reeWeight()).toMatchObject({ value: 63.9, sourceId: dry?.id });
  });
});

describe('the episode and the person', () => {
  it('show what stood before each change, newest first', async () => {
    const { patient, episode } = await newEpisode();
    await client.episodes.update({
      ...{ id: episode.id, version: 1, reason: '分诊单时间更早' },
      fields: { ...FIELDS, firstPresentationAt: at(-3) },
    });
    await client.episodes.update({
      ...{ id: episode.id, version: 2, reason: '' },
      fields: { ...FIELDS, firstPresentationAt: at(-3), cirrhosis: { state: 'unknown', basis: [] } },
    });
    const versions = await client.episodes.versions({ id: episode.id });
    expect(versions.map(({ before, change }) => [before.firstPresentationAt, change.version, change.reason])).toEqual([
      [at(-3), 2, ''],
      [at(0), 1, '分诊单时间更早'],
    ]);
    const { id, version, createdAt: _, updatedAt: __, voidedAt: ___, ...fields } = patient;
    await client.patients.update({ id, version, fields: { ...fields, phone: '138' }, reason: '患者来电' });
    expect(await client.patients.versions({ id })).toMatchObject([
      { before: { phone: '' }, change: { version: 1, by: '示例医生', reason: '患者来电' } },
    ]);
  });
});
