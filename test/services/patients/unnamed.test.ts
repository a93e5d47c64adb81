import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { failure, fieldsOf } from './people.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

const confirmed = { birthDate: '1958-04-05', estimatedAge: null, identityStatus: 'verified' as const };

describe('an unnamed patient', () => {
  it('gets a number in place of a name, another one in the same minute', async () => {
    const first = await client.identity.addUnnamed({ sex: 'male', estimatedAge: 60 });
    const second = await client.identity.addUnnamed({ sex: 'unknown', estimatedAge: null });
    expect(first).toMatchObject({ unnamed: true, identityStatus: 'unknown', estimatedAge: { years: 60 } });
    expect(first.name).toMatch(/^无名氏 男 \d{8}-\d{4}-1$/);
    expect(second.name).toMatch(/^无名氏 \d{8}-\d{4}-\d$/);
    const numberOf = (name: string) => name.split(' ').at(-1); // day, minute, and which within it
    expect(numberOf(second.name)).not.toBe(numberOf(first.name));
  });

  it('is confirmed in a new version; both names are found, and the history shows both', async () => {
    const unnamed = await client.identity.addUnnamed({ sex: 'female', estimatedAge: 70 });
    const patient = await client.identity.confirm({
      id: unnamed.id,
      version: unnamed.version,
      fields: { ...fieldsOf(unnamed), ...confirmed, name: '确认者' },
      reason: '家属携身份证到院',
      distinctFrom: [],
    });
    expect(patient).toMatchObject({ id: unnamed.id, version: 2, name: '确认者', unnamed: false });
    for (const query of ['确认者', 'quer', unnamed.name])
      expect((await client.patients.search({ query, fuzzy: false, limit: 20 })).map(({ id }) => id)).toEqual([
        unnamed.id,
      ]);
    const { formerNames } = await client.identity.history({ id: unnamed.id });
    expect(formerNames).toEqual([{ name: unnamed.name, until: expect.any(String), by: '示例医生' }]);
  });

  it('needs a real name to be confirmed, and is confirmed once', async () => {
    const unnamed = await client.identity.addUnnamed({ sex: 'female', estimatedAge: 70 });
    const input = { id: unnamed.id, version: 1, fields: fieldsOf(unnamed), reason: '', distinctFrom: [] };
    expect(await failure(client.identity.confirm(input))).toMatchObject({
      code: 'invalid-input',
      data: { fields: ['fields.name'] },
    });
    const fields = { ...fieldsOf(unnamed), name: '确认二' };
    await client.identity.confirm({ ...input, fields });
    expect(await failure(client.identity.confirm({ ...input, version: 2, fields }))).toMatchObject({
      code: 'illegal-move',
    });
  });

  it('is no longer unnamed when an ordinary correction gives a name', async () => {
    const unnamed = await client.identity.addUnnamed({ sex: 'female', estimatedAge: 70 });
    const same = { ...fieldsOf(unnamed), phone: '13800005555' };
    const still = await client.patients.update({ id: unnamed.id, version: 1, fields: same, reason: '' });
    expect(still.unnamed).toBe(true);
    const named = { ...same, name: '改名者' };
    const patient = await client.patients.update({ id: unnamed.id, version: 2, fields: named, reason: '' });
    expect(patient.unnamed).toBe(false);
  });
});

describe('a number saved in spite of doubt', () => {
  it('is marked on the record until it is put right', async () => {
    const number = (text: string) => ({ kind: 'resident-id' as const, number: text });
    const unnamed = await client.identity.addUnnamed({ sex: 'female', estimatedAge: 70 });
    const put = (text: string, version: number) =>
      client.patients.update({
        id: unnamed.id,
        version,
        fields: { ...fieldsOf(unnamed), identity: number(text) },
        reason: '',
      });
    expect(await put('110105194912310021', 1)).toMatchObject({ identityDoubts: ['check-character'] });
    expect(await put(' 11010519491231002x ', 2)).toMatchObject({
      identity: number('11010519491231002X'),
      identityDoubts: [],
    });
  });
});
