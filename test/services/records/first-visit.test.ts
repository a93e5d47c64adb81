import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EpisodeFields } from '../../../shared/records/episode.ts';
import type { FirstVisit } from '../../../shared/records/first-visit.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { labEntry } from '../../support/sample-case.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

const HOUR_MS = 3_600_000;
const start = Date.now() - 10 * HOUR_MS;
const at = (hours: number) => new Date(start + hours * HOUR_MS).toISOString();
const FIELDS: EpisodeFields = {
  encounter: 'emergency',
  firstPresentationAt: at(0),
  firstPresentationSource: 'triage',
  aetiologies: ['hbv'],
  aetiologyText: '',
  cirrhosis: { state: 'yes', basis: [] },
  decompensated: 'unknown',
  cholestatic: 'unknown',
  acutePresentation: [],
  precipitants: [],
  antiviral: { drug: '', startedOn: null, stoppedOn: null },
};

let transport: OpenTransport;
let client: SiteClient;
beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

async function visitOf(name: string, more: Partial<FirstVisit> = {}): Promise<FirstVisit> {
  const { id } = await client.patients.create({ ...blankPatient(), name, sex: 'male', birthDate: '1974-03-05' });
  return {
    patientId: id,
    episode: null,
    fields: FIELDS,
    sampledAt: at(1),
    timeSource: 'collected',
    laboratory: '',
    entries: [labEntry('TBIL', '320'), labEntry('INR', '1.9'), labEntry('CREA', '95'), labEntry('NA', null)],
    findings: [
      { code: 'he', value: 1 },
      { code: 'variceal_bleed', value: 'none' },
    ],
    ...more,
  };
}

describe('the quick form', () => {
  it('begins the course, with values, findings and scores of the one sample time', async () => {
    const visit = await visitOf('快录');
    const { id } = await client.firstVisit.record(visit);
    const values = await client.labs.list({ episodeId: id });
    expect(values.map(({ code, missing }) => [code, missing]).sort()).toEqual([
      ['CREA', null],
      ['INR', null],
      ['NA', 'pending'],
      ['TBIL', null],
    ]);
    const seen = await client.findings.list({ episodeId: id });
    expect(seen.every(({ observedAt }) => observedAt === at(1))).toBe(true);
    const scores = await client.assessments.list({ episodeId: id });
    expect(scores.find(({ scoreId }) => scoreId === 'meld')?.anchorAt).toBe(at(1));
  });

  it('stores nothing at all where one part is refused', async () => {
    const visit = await visitOf('整体', { entries: [labEntry('TBIL', '9999')] });
    await expect(client.firstVisit.record(visit)).rejects.toMatchObject({ code: 'out-of-range' });
    expect(await client.episodes.list({ patientId: visit.patientId })).toEqual([]);
  });

  it('changes what was answered anew in a course that runs, but never its T0', async () => {
    const visit = await visitOf('已有');
    const first = await client.firstVisit.record({
      ...visit,
      fields: { ...FIELDS, cirrhosis: { state: 'unknown', basis: [] } },
    });
    const episode = { id: first.id, version: first.version };
    const moved = { ...visit, episode, fields: { ...FIELDS, firstPresentationAt: at(0.5) } };
    await expect(client.firstVisit.record(moved)).rejects.toMatchObject({ code: 'invalid-input' });
    const second = await client.firstVisit.record({ ...visit, episode, sampledAt: at(2) });
    expect(second).toMatchObject({ id: first.id, version: 2, cirrhosis: { state: 'yes' } });
    const same = { id: second.id, version: second.version };
    const third = await client.firstVisit.record({ ...visit, episode: same, sampledAt: at(3) });
    expect(third.version).toBe(2); // nothing new was said about the course
  });

  it('is of one patient', async () => {
    const [one, other] = [await visitOf('甲'), await visitOf('乙')];
    const course = await client.firstVisit.record(one);
    await expect(
      client.firstVisit.record({ ...other, episode: { id: course.id, version: course.version } }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
