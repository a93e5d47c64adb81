import type { Binary, Communication, DocumentReference, Task } from '@medplum/fhirtypes';
import { expect } from 'vitest';
import { checkAudit } from '../../electron/services/audit/audit-chain.ts';
import { integrityCheck } from '../../electron/services/database/connection.ts';
import { rowsOf } from '../../electron/services/outbox/rows.ts';
import { opsOf } from '../../shared/fhir/task.ts';
import { createI18n, LANGUAGES } from '../../shared/i18n/i18n.ts';
import type { County } from '../services/sync/county.ts';
import { eventually, isWhole, uris, type World } from './world.ts';

export interface Expected {
  /** Referrals that do not arrive by themselves: what the screen must say of each. */
  stuck?: Record<string, string>;
  /** The whole line stands still for this reason: no other stream can be drained. */
  isStopped?: string;
}

/**
 * What must hold after every fault: nothing lost, nothing twice, nothing shown as sent that the registry does not hold,
 * all other streams drained, and the person told what to do about the rest.
 */
export async function assertSurvived(world: World, county: County, ids: readonly string[], expected: Expected = {}) {
  const { stuck = {}, isStopped } = expected;
  const arriving = ids.filter(id => !(id in stuck));
  if (isStopped === undefined) {
    await eventually('all others arrive', () => arriving.every(id => isWhole(county, id)));
    const another = county.refer();
    county.sync.trigger('enqueue');
    await eventually('a new referral arrives', () => isWhole(county, another));
    await county.rest();
    await assertHeld(world, county, [...arriving, another]);
  }
  for (const [id, reason] of Object.entries(stuck)) assertToldOf(county, id, reason);
  if (isStopped !== undefined) {
    expect(county.sync.status().lastError).toBe(isStopped);
    assertHasWords(isStopped);
  }
  await assertNothingTwice(world, county, ids);
  expect(integrityCheck(county.store.connection)).toBe('ok');
  expect(checkAudit(county.store.store)).toMatchObject({ ok: true });
}

/** Everything that the screen calls sent is at the registry, whole. */
async function assertHeld({ registry }: World, county: County, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const rows = rowsOf(county.store.read, [id]);
    const task = await registry.read<Task>('Task', id);
    const ops = task ? opsOf(task, uris).map(op => op.id) : [];
    for (const row of rows.filter(({ state }) => state === 'acked')) {
      if (row.resource_type === 'Task') expect(ops).toContain(row.op_id);
      else if (row.step !== 'bundle') {
        expect(await registry.read(row.resource_type as 'Binary', row.resource_id ?? '')).toBeDefined();
      }
    }
    expect(await registry.read('ServiceRequest', id)).toBeDefined();
  }
  for (const { id, size, sha1 } of lettersOf(county, ids)) {
    const document = await registry.read<DocumentReference>('DocumentReference', id);
    expect(document?.content[0]?.attachment.hash).toBe(Buffer.from(sha1, 'hex').toString('base64'));
    const binary = await registry.read<Binary>('Binary', id);
    expect(Buffer.from(binary?.data ?? '', 'base64')).toHaveLength(size);
  }
}

function lettersOf(county: County, ids: readonly string[]) {
  const { query } = county.store.read;
  const rows = county.store.read.all(
    query.selectFrom('document').select(['id', 'sha1', 'bytes', 'referral_id']).where('referral_id', 'in', ids),
  );
  const sent = new Set(
    rowsOf(county.store.read, ids)
      .filter(row => row.step === 'document' && row.state === 'acked')
      .map(row => row.resource_id),
  );
  return rows.filter(row => sent.has(row.id)).map(({ id, sha1, bytes }) => ({ id, sha1, size: bytes.length }));
}

/** One Task a referral number, one mark a deed, one letter and one message each. */
async function assertNothingTwice({ registry }: World, county: County, ids: readonly string[]): Promise<void> {
  const tasks = await registry.all<Task>('Task');
  const numbers = tasks.map(task => task.identifier?.[0]?.value ?? '').filter(number => number !== '');
  expect(numbers).toHaveLength(new Set(numbers).size);
  for (const id of ids) {
    const task = tasks.find(candidate => candidate.id === id);
    const marks = task ? opsOf(task, uris).map(op => op.id) : [];
    expect(marks).toHaveLength(new Set(marks).size);
    const documents = (await registry.all<DocumentReference>('DocumentReference')).filter(
      document => document.context?.related?.[0]?.reference === `ServiceRequest/${id}` && isOurs(document),
    );
    const queued = rowsOf(county.store.read, [id]).filter(row => row.step === 'document');
    expect(documents.length).toBeLessThanOrEqual(queued.length);
    const messages = (await registry.all<Communication>('Communication')).filter(
      message => message.about?.[0]?.reference === `Task/${id}` && isOurs(message),
    );
    expect(messages).toHaveLength(new Set(messages.map(message => message.payload?.[0]?.contentString)).size);
  }
  const events = county.store.read.all(
    county.store.read.query.selectFrom('referral_event').select(['referral_id', 'kind', 'server_time']),
  );
  const seen = events.map(event => JSON.stringify(event));
  expect(seen).toHaveLength(new Set(seen).size);
}

const isOurs = (resource: DocumentReference | Communication): boolean =>
  (resource.meta?.tag ?? []).some(tag => tag.code === 'JX');

/** The list shows it among what needs a hand, with words in both languages. */
function assertToldOf(county: County, id: string, reason: string): void {
  const delivery = county.outbox.deliveryOf(id);
  expect(delivery.state).not.toBe('delivered');
  expect(delivery).toMatchObject({ reason });
  expect(county.outbox.list().some(line => line.referralId === id)).toBe(true);
  assertHasWords(reason);
}

function assertHasWords(reason: string): void {
  for (const language of LANGUAGES) {
    expect(createI18n(language).exists(`delivery.reason.${reason}`), `words for ${reason} in ${language}`).toBe(true);
  }
}
