import type { Communication, Task } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type County, ORGANIZATIONS, openCounty, until } from '../../services/sync/county.ts';
import { type Registry, startRegistry } from './registry.ts';
import { startWardPage, type WardPage } from './ward-page.ts';

let registry: Registry;
let page: WardPage;
let county: County;

beforeAll(async () => {
  registry = await startRegistry({ training: true, organizations: ORGANIZATIONS });
  page = await startWardPage(registry, 'SLYY');
  county = openCounty({ url: registry.url });
});
afterAll(async () => {
  await county.close();
  await page.close();
  await registry.close();
});

const press = async (form: Record<string, string>): Promise<string> =>
  (await fetch(page.url, { method: 'POST', body: new URLSearchParams(form) })).text();

it('lets whoever gives the demo answer as the ward, by the legal moves only, and write a message', async () => {
  const id = county.refer();
  county.sync.start();
  await until(() => county.outbox.deliveryOf(id).state === 'delivered', 'delivered');
  expect(await (await fetch(page.url)).text()).toContain('value="bed-assigned"');
  expect(await press({ id, act: 'bed-assigned', text: '' })).toContain('需要先填');
  const after = await press({ id, act: 'bed-assigned', text: '12 <床>' });
  expect(after).toContain('bed-assigned');
  expect(after).not.toContain('value="read"'); // no way back
  expect(registry.read<Task>('Task', id)?.output?.[0]?.valueString).toBe('12 <床>');
  const said = await press({ id, act: 'message', text: '请带 <b>CT</b>' });
  expect(said).toContain('&#60;b&#62;CT');
  expect(registry.all<Communication>('Communication')).toHaveLength(1);
});

it('answers nobody but this computer’s own pages', async () => {
  const foreign = await fetch(page.url, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
  expect(foreign.status).toBe(403);
});
