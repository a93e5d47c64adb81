import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Patient, PatientFields } from '../../../shared/records/patient.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { failure, fieldsOf, person } from './people.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Records-1' });
});
afterAll(() => transport.close());

const add = (fields: Partial<PatientFields>, distinctFrom: string[] = []) =>
  client.patients.create({ ...person(fields), distinctFrom });

async function suspects(fields: Partial<PatientFields>, except: Patient | null = null) {
  const { name, birthDate, estimatedAge, phone, contact, identity } = person(fields);
  const typed = { name, birthDate, estimatedAge, phone, contactPhone: contact.phone, identity };
  const all = await client.identity.suspects({ person: typed, except: except?.id ?? null });
  return all.map(({ record, why }) => [record.id, ...why]);
}
const id = (number: string) => ({ identity: { kind: 'resident-id' as const, number } });

describe('a suspect at entry', () => {
  it('has the same number, however it was typed, and as the old card of 15 digits', async () => {
    const known = await add({ name: '孙测试', ...id('11010519491231002X') });
    for (const number of ['11010519491231002x', ' １１０１０５１９４９１２３１００２Ｘ', '110105491231002'])
      expect(await suspects({ name: '别的名字', ...id(number) })).toEqual([[known.id, 'identity']]);
    expect(await suspects({ name: '别的名字', ...id('110105194912310038') })).toEqual([]);
  });

  it('has a name that sounds the same and a birth date within a year, or the same phone', async () => {
    const known = await add({ name: '单晓明', birthDate: '1968-06-15', phone: '13800002222' });
    const near = [known.id, 'name-birth'];
    expect(await suspects({ name: '单小明', birthDate: '1969-06-15' })).toEqual([near]);
    expect(await suspects({ name: '单小明', birthDate: '1969-06-30' })).toEqual([]);
    expect(await suspects({ name: '单小明', birthDate: '1967-06-15' })).toEqual([near]);
    expect(await suspects({ name: '单小明', estimatedAge: { years: 58, on: '2026-11-22' } })).toEqual([near]);
    expect(await suspects({ name: '单大明', birthDate: '1968-06-15' })).toEqual([]);
    expect(await suspects({ name: '善晓明', phone: '+86 138-0000-2222' })).toEqual([[known.id, 'name-phone']]);
    const contact = { name: '', relation: '子', phone: '13800002222' };
    expect(await suspects({ name: '单晓明', contact })).toEqual([[known.id, 'name-phone']]);
    expect(await suspects({ name: '单晓明', phone: '13800003333' })).toEqual([]);
  });

  it('is shown masked, with enough to decide', async () => {
    await add({
      name: '欧阳测试',
      ...id('440524188001010014'),
      phone: '13812341234',
      address: '示例市示例县示例镇 1 号',
      hospitalNumbers: { inpatient: 'ZY-9', outpatient: '', record: '' },
    });
    const [suspect] = await client.identity.suspects({
      person: {
        name: '',
        birthDate: null,
        estimatedAge: null,
        phone: '',
        contactPhone: '',
        ...id('440524188001010014'),
      },
      except: null,
    });
    expect(suspect?.record).toMatchObject({
      name: '欧阳**',
      identityNumber: '440524********0014',
      phone: '138****1234',
      hospitalNumbers: ['ZY-9'],
    });
    expect(JSON.stringify(suspect)).not.toContain('示例镇');
  });

  it('is not asked about again once it was said to be another person', async () => {
    const known = await add({ name: '钱一样', birthDate: '1950-05-05' });
    expect(await suspects({ name: '钱一样', birthDate: '1950-05-05' })).toHaveLength(1);
    const second = await add({ name: '钱一样', birthDate: '1950-05-05' }, [known.id]);
    expect(await suspects(fieldsOf(second), second)).toEqual([]);
    const pairs = await client.identity.pairs();
    expect(pairs.filter(({ records }) => records.some(record => record.id === known.id))).toEqual([]);
  });
});

describe('the list of suspects', () => {
  const pairOf = async (one: Patient, other: Patient) =>
    (await client.identity.pairs()).filter(({ records }) =>
      records.every(record => [one.id, other.id].includes(record.id)),
    );

  it('names each pair once, with all that speaks for it, until somebody says that they are two persons', async () => {
    const one = await add({ name: '周重复', birthDate: '1970-01-01', phone: '13800004444' });
    const other = await add({ name: '周重复', birthDate: '1970-12-31', phone: '13800004444' });
    const [pair, ...more] = await pairOf(one, other);
    expect(pair?.why.toSorted()).toEqual(['name-birth', 'name-phone']);
    expect(more).toEqual([]);
    await client.identity.distinguish({ ids: [other.id, one.id], reason: '双胞胎兄弟' });
    expect(await pairOf(one, other)).toEqual([]);
    expect(await failure(client.identity.distinguish({ ids: [one.id, one.id], reason: 'x' }))).toMatchObject({
      code: 'invalid-input',
    });
  });

  it('forgets a merged pair, and knows it again when the merge is undone', async () => {
    const one = await add({ name: '吴合并', birthDate: '1970-01-01' });
    const other = await add({ name: '吴合并', birthDate: '1970-01-01' });
    const at = (record: Patient) => ({ id: record.id, version: record.version });
    await client.identity.merge({ survivor: at(one), merged: at(other), take: [], reason: '同一人' });
    expect(await pairOf(one, other)).toEqual([]);
    const [merge] = (await client.identity.history({ id: one.id })).merges;
    await client.identity.undoMerge({ id: merge?.id ?? '', reason: '并错' });
    expect(await pairOf(one, other)).toHaveLength(1);
  });

  it('asks nothing about patients whose names nobody knows', async () => {
    const one = await client.identity.addUnnamed({ sex: 'male', estimatedAge: 60 });
    const other = await client.identity.addUnnamed({ sex: 'male', estimatedAge: 60 });
    expect(await pairOf(one, other)).toEqual([]);
  });

  it('names those with the same phone before a common name of one year', async () => {
    for (let namesakes = 0; namesakes < 16; namesakes++) await add({ name: '王伟', birthDate: '1960-05-05' });
    const one = await add({ name: '王伟', birthDate: '1985-01-01', phone: '13800007777' });
    const other = await add({ name: '王伟', birthDate: '1999-01-01', phone: '13800007777' });
    expect(await pairOf(one, other)).toHaveLength(1); // the list ends after 100 pairs
  });
});
