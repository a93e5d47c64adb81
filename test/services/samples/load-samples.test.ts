import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { fieldsOf } from '../patients/people.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1', samples: true });
});
afterAll(() => transport.close());

const found = async (query: string) => {
  const [first] = await client.patients.search({ query, fuzzy: false, limit: 5 });
  return first?.id ?? '';
};

describe('the fictional patients of a training site', () => {
  it('show critical values in both states: waiting, and acknowledged with what was done', async () => {
    const { lines } = await client.worklist.list();
    expect(lines.map(({ criticalCount }) => criticalCount).filter(count => count > 0)).toEqual([1, 1]);
    const [dialysed] = await client.episodes.list({ patientId: await found('zds') });
    const values = await client.criticalValues.list({ episodeId: dialysed?.id ?? '' });
    expect(values.map(({ code, state, acknowledgements }) => [code, state, acknowledgements[0]?.done])).toEqual([
      ['K', 'acknowledged', expect.stringContaining('床旁血滤')],
    ]);
  });

  it('have one suspected pair and one without a name', async () => {
    const pairs = await client.identity.pairs();
    expect(pairs.map(({ why }) => why)).toEqual([expect.arrayContaining(['name-phone'])]);
    const unnamed = await client.patients.get({ id: await found('无名氏') });
    expect(unnamed).toMatchObject({ unnamed: true, identityStatus: 'unknown' });
  });

  it('are staged by the Chinese guideline where complications were looked for, and not where they were not', async () => {
    const stage = async (query: string) => {
      const [episode] = await client.episodes.list({ patientId: await found(query) });
      const scores = await client.assessments.list({ episodeId: episode?.id ?? '' });
      return scores.filter(({ scoreId }) => scoreId === 'cn-lf-stage').at(-1)?.outcome.grade;
    };
    expect(await stage('张建国')).toBe('middle');
    expect(await stage('cym')).toBeNull();
  });
});

describe('a change of a record', () => {
  it('keeps that a suspect shown beside the form is somebody else, in the same transaction', async () => {
    const patient = await client.patients.get({ id: await found('SL-0001') });
    const other = await found('MZ-0001');
    const { id, version, name, birthDate, estimatedAge, phone, contact, identity } = patient;
    const fields = fieldsOf(patient);
    const person = { name, birthDate, estimatedAge, identity, phone, contactPhone: contact.phone };
    const suspects = () => client.identity.suspects({ person, except: id });
    expect((await suspects()).map(({ record }) => record.id)).toEqual([other]);
    await expect(
      client.patients.update({ id, version: version + 1, fields, reason: '', distinctFrom: [other] }),
    ).rejects.toMatchObject({ code: 'stale-version' });
    expect(await suspects()).toHaveLength(1);
    await client.patients.update({ id, version, fields, reason: '', distinctFrom: [other] });
    expect(await suspects()).toEqual([]);
    expect(await client.identity.pairs()).toEqual([]);
  });
});
