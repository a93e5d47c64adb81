import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { labItem } from '../../../shared/records/lab-catalogue.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import type { TreatmentFields } from '../../../shared/records/treatment.ts';
import { episodeFields } from '../../support/sample-case.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 80 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();

let transport: OpenTransport;
let client: SiteClient;
let episodeId: string;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Treatment-1' });
});
afterAll(() => transport.close());

beforeEach(async () => {
  const patient = await client.patients.create({
    ...blankPatient(),
    name: '治测',
    sex: 'male',
    birthDate: '1970-01-01',
  });
  const episode = await client.episodes.create({
    patientId: patient.id,
    fields: episodeFields(at(0)),
    findings: [],
  });
  episodeId = episode.id;
});

const SESSION: TreatmentFields = {
  kind: 'artificial-liver',
  startedAt: at(10),
  endedAt: null,
  detail: '',
  particulars: SAMPLE_PARTICULARS['artificial-liver'],
};
const record = (fields: TreatmentFields) => client.treatments.record({ episodeId, fields });
const refusal = (call: Promise<unknown>) => call.catch(failure => failure);

describe('a treatment', () => {
  it('keeps what its kind needs, and one without it stays without', async () => {
    const stored = await record(SESSION);
    expect(stored.particulars).toEqual(SESSION.particulars);
    const plain = await record({ kind: 'other', startedAt: at(1), endedAt: null, detail: '中药灌肠' });
    expect(plain).not.toHaveProperty('particulars');
    expect(await client.treatments.list({ episodeId })).toEqual([stored, plain]);
  });

  it('refuses particulars of another kind and stem cells without a registration number', async () => {
    const wrong = record({ ...SESSION, kind: 'antiviral' });
    expect(await refusal(wrong)).toMatchObject({ code: 'invalid-input', data: { fields: ['fields.particulars'] } });
    const cells = { ...SAMPLE_PARTICULARS['stem-cells'], registrationNumber: ' ' };
    const unregistered = record({ ...SESSION, kind: 'stem-cells', particulars: cells });
    expect(await refusal(unregistered)).toMatchObject({
      code: 'invalid-input',
      data: { fields: ['fields.particulars.registrationNumber'] },
    });
    expect(await client.treatments.list({ episodeId })).toEqual([]);
  });

  it('ends, and is corrected with a reason; the earlier versions stay readable', async () => {
    const { id } = await record(SESSION);
    const ended = await client.treatments.end({ id, version: 1, endedAt: at(13) });
    expect(ended).toMatchObject({ endedAt: at(13), version: 2 });
    const fields: TreatmentFields = {
      ...SESSION,
      endedAt: at(14),
      particulars: { ...SAMPLE_PARTICULARS['artificial-liver'], plasmaMl: 1800 },
    };
    const corrected = await client.treatments.correct({ id, version: 2, fields, reason: '抄录错误' });
    expect(corrected).toMatchObject({ endedAt: at(14), version: 3, particulars: { plasmaMl: 1800 } });
    const versions = await client.treatments.versions({ id });
    expect(versions.map(({ version, endedAt, replaced }) => [version, endedAt, replaced.reason, replaced.by])).toEqual([
      [2, at(13), '抄录错误', '示例医生'],
      [1, null, '', '示例医生'],
    ]);
  });

  it('refuses an end before its start or ahead of now, an old version, and a change of a void one', async () => {
    const { id } = await record(SESSION);
    const early = client.treatments.end({ id, version: 1, endedAt: at(9) });
    expect(await refusal(early)).toMatchObject({ code: 'invalid-input', data: { fields: ['fields.endedAt'] } });
    const ahead = client.treatments.end({ id, version: 1, endedAt: at(90) });
    expect(await refusal(ahead)).toMatchObject({ code: 'sample-time-in-future' });
    const old = client.treatments.correct({ id, version: 2, fields: SESSION, reason: 'x' });
    expect(await refusal(old)).toMatchObject({ code: 'stale-version' });
    await client.treatments.void({ id, reason: '重复录入' });
    const late = client.treatments.correct({ id, version: 2, fields: SESSION, reason: 'x' });
    expect(await refusal(late)).toMatchObject({ code: 'already-void' });
  });

  it('marks the scores of its 48 hours, and lets go of them when it is corrected away', async () => {
    const entries = (['TBIL', 'CREA', 'INR'] as const).map((code, index) => ({
      code,
      value: ['300', '90', '2.0'][index] ?? '',
      unit: labItem(code).unit,
      comparator: null,
      text: null,
      missing: null,
      confirmed: false,
    }));
    await client.labs.record({ episodeId, sampledAt: at(20), timeSource: 'collected', laboratory: '', entries });
    const { id } = await record({ ...SESSION, endedAt: at(13) });
    const notes = async () => {
      const meld = (await client.assessments.list({ episodeId })).find(each => each.scoreId === 'meld');
      return meld?.outcome.notes.filter(note => note.startsWith('after-treatment:'));
    };
    expect(await notes()).toEqual(['after-treatment:tbil', 'after-treatment:inr']);
    await client.treatments.correct({ id, version: 1, fields: { ...SESSION, startedAt: at(30) }, reason: '时间错' });
    expect(await notes()).toEqual([]);
  });
});
