import { safe } from '@orpc/client';
import { isContractProcedure } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedInTeaching } from '../../../electron/services/rpc/teaching-mode.ts';
import { contract } from '../../../shared/contract/contract.ts';
import type { Access } from '../../../shared/contract/roles.ts';
import { blankPatient } from '../../../shared/records/patient.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

let transport: OpenTransport;
let client: SiteClient;
const person = {
  ...blankPatient(),
  name: '张丰三',
  birthDate: '1968-03-05',
  phone: '13812341234',
  hospitalNumbers: { inpatient: 'ZY-77', outpatient: '', record: '' },
};

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: 'Teaching-1' });
});
afterAll(() => transport.close());

describe('teaching mode', () => {
  it('hides who a patient is from lists, search and pages, and ends when told', async () => {
    const { id } = await client.patients.create(person);
    expect((await client.application.status()).teaching).toBe(false);
    expect(await client.session.teach({ on: true })).toEqual({ teaching: true });
    expect((await client.application.status()).teaching).toBe(true);
    const shown = JSON.stringify([
      await client.worklist.list(),
      await client.patients.search({ query: 'zfs', fuzzy: false, limit: 20 }),
      await client.patients.get({ id }),
    ]);
    for (const told of ['张', '三', '1968', '1381', '1234', 'ZY'])
      expect([told, shown.includes(told)]).toEqual([told, false]);
    const { error } = await safe(client.patients.reveal({ id, field: 'name' }));
    expect(error).toMatchObject({ code: 'teaching-mode' });
    await client.session.touch();
    expect((await client.application.status()).teaching).toBe(true);
    await client.session.teach({ on: false });
    expect(await client.patients.get({ id })).toMatchObject({ name: '张丰三', birthDate: '1968-03-05' });
    expect(await client.patients.reveal({ id, field: 'name' })).toEqual({ value: '张丰三' });
  });

  it('is of one session only', async () => {
    const other = await transport.connect();
    await other.session.unlock({ login: 'doctor', password: 'Teaching-1' });
    await client.session.teach({ on: true });
    expect((await other.worklist.list()).lines[0]?.name).toBe('张*三');
    await client.session.teach({ on: false });
  });

  it('refuses whatever writes or cannot be hidden, drafts and packets among it', () => {
    const refused = leaves(contract)
      .filter(([path, access]) => refusedInTeaching(path, access))
      .map(([path]) => path);
    for (const path of [
      'drafts.get',
      'patients.update',
      'patients.reveal',
      'labs.record',
      'referrals.get',
      'packet.pdf',
    ])
      expect(refused).toContain(path);
    for (const path of ['session.lock', 'session.teach', 'patients.get', 'labs.list', 'users.list', 'events.subscribe'])
      expect(refused).not.toContain(path);
  });
});

function leaves(node: object, path: string[] = []): [string, Access][] {
  if (isContractProcedure(node)) return [[path.join('.'), (node['~orpc'].meta as { access: Access }).access]];
  return Object.entries(node).flatMap(([name, child]) => leaves(child, [...path, name]));
}
