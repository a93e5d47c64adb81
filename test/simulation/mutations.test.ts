import type { Task } from '@medplum/fhirtypes';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as LeaseModule from '../../electron/services/sync/lease.ts';
import type * as LostWritesModule from '../../electron/services/sync/lost-writes.ts';
import type { QueuedRow } from '../../electron/services/sync/queue.ts';
import type * as ClientModule from '../../electron/services/sync/registry-client.ts';
import type { Failure } from '../../electron/services/sync/registry-client.ts';
import type * as SendingModule from '../../electron/services/sync/sending.ts';
import type { SendContext } from '../../electron/services/sync/sending.ts';
import type * as WalkModule from '../../electron/services/sync/walk.ts';
import type * as ApplyModule from '../../shared/fhir/apply-task-intent.ts';
import type * as TaskModule from '../../shared/fhir/task.ts';
import type { Kind, Plan } from './plan.ts';

const SYNC = '../../electron/services/sync';
/** Worlds in which a broken protocol must have shown itself. */
const WORLDS = 100;
const LIMIT_MS = 300_000;

/**
 * Runs worlds that all have `certain`, against the engine as it is mocked now.
 * @param firstSeed not far before a world that is known to show it, so that the run stays short
 */
async function found(firstSeed: number, certain: readonly Kind[] = [], length = 24): Promise<string> {
  vi.resetModules();
  const { runCampaign } = await import('./campaign.ts');
  const report = await runCampaign({ firstSeed, worlds: WORLDS, length, certain, isTerse: true });
  process.stdout.write(`${report.failure} (seed ${report.failedSeed})\n`);
  return report.failure ?? 'nothing';
}

/** The client says that a write has landed although the registry's answer says no such thing. */
function takeForSuccess(isTaken: (failure: Failure) => boolean): void {
  vi.doMock(`${SYNC}/registry-client.ts`, async () => {
    const actual = await vi.importActual<typeof ClientModule>(`${SYNC}/registry-client.ts`);
    const create: typeof actual.createRegistryClient = (...given) => {
      const client = actual.createRegistryClient(...given);
      return {
        ...client,
        async update(resource, ifMatch) {
          const answer = await client.update(resource, ifMatch);
          if (answer.ok || !isTaken(answer)) return answer;
          const meta = { versionId: '1', lastUpdated: '2026-11-23T00:00:00Z' };
          return { ok: true, httpStatus: 200, resource: { ...resource, meta }, etag: null, serverDate: null };
        },
      };
    };
    return { ...actual, createRegistryClient: create };
  });
}

/** A move is written on what was read, and believed without being read back. */
function writeMoves(ifMatch: (etag: string | null) => string | null): void {
  vi.doMock(`${SYNC}/send-task.ts`, async () => {
    const { acked, failed, question, WITHDRAWN } = await vi.importActual<typeof SendingModule>(`${SYNC}/sending.ts`);
    const { applyTaskIntent, TaskIntent } = await vi.importActual<typeof ApplyModule>(
      '../../shared/fhir/apply-task-intent.ts',
    );
    return {
      async sendTaskMove({ client, claim, uris }: SendContext, row: QueuedRow, payload: Buffer) {
        const intent = TaskIntent.parse(JSON.parse(payload.toString('utf8')));
        const found = await client.read<Task>('Task', row.resource_id ?? '');
        if (!found.ok) return failed(found);
        if ('absent' in found) return question('registry-reset');
        const applied = applyTaskIntent(found.resource, intent, uris);
        if (applied.result === 'already-there') return acked(found.resource, found.resource);
        if (applied.result === 'illegal') return question('conflict', '', found.resource);
        if (!claim(row)) return WITHDRAWN;
        const written = await client.update(applied.task, ifMatch(found.etag));
        return written.ok ? acked(written.resource, written.resource) : failed(written);
      },
    };
  });
}

afterEach(() => {
  vi.doUnmock(`${SYNC}/send-task.ts`);
  vi.doUnmock(`${SYNC}/registry-client.ts`);
  vi.doUnmock(`${SYNC}/lease.ts`);
  vi.doUnmock(`${SYNC}/walk.ts`);
  vi.doUnmock(`${SYNC}/lost-writes.ts`);
  vi.doUnmock('../../shared/fhir/task.ts');
  vi.resetModules(); // other files share this process: none of them meets a broken module
});

/** The protocol is broken on purpose, from outside: nothing of this is in the program. */
describe('the simulation finds', () => {
  it(
    'a move written over whatever stands there',
    async () => {
      writeMoves(() => null);
      expect(await found(68, [], 120)).toMatch(/I4|I8/);
    },
    LIMIT_MS,
  );

  it(
    'a refusal by If-Match taken for a success',
    async () => {
      takeForSuccess(failure => failure.reason === 'moved');
      writeMoves(etag => etag);
      expect(await found(1)).toMatch(/I3|I4|I8/);
    },
    LIMIT_MS,
  );

  it(
    'an acknowledgement taken from any 200',
    async () => {
      takeForSuccess(failure => failure.httpStatus === 200);
      expect(await found(60)).toMatch(/I3/);
    },
    LIMIT_MS,
  );

  it(
    'a mark that is not looked for before sending again',
    async () => {
      vi.doMock('../../shared/fhir/task.ts', async () => ({
        ...(await vi.importActual<typeof TaskModule>('../../shared/fhir/task.ts')),
        hasOp: () => false,
      }));
      expect(await found(1)).toMatch(/I4|I8|I9/);
    },
    LIMIT_MS,
  );

  it(
    'a program that writes on after another has taken over',
    async () => {
      vi.doMock(`${SYNC}/lease.ts`, async () => {
        const actual = await vi.importActual<typeof LeaseModule>(`${SYNC}/lease.ts`);
        const createLease: typeof actual.createLease = (...given) => ({
          ...actual.createLease(...given),
          assertHeld: () => undefined,
        });
        return { ...actual, createLease };
      });
      expect(await found(1, ['second-program'])).toMatch(/fence/);
    },
    LIMIT_MS,
  );

  it(
    'a cursor without its overlap',
    async () => {
      const overlapMs = 5 * 60_000;
      vi.doMock(`${SYNC}/walk.ts`, async () => {
        const actual = await vi.importActual<typeof WalkModule>(`${SYNC}/walk.ts`);
        const walk: typeof actual.walk = (client, search, onPage) => {
          const from = search.from && new Date(Date.parse(search.from) + overlapMs).toISOString();
          return actual.walk(client, { ...search, from }, onPage);
        };
        return { ...actual, walk };
      });
      expect(await found(1, ['late-visibility'], 90)).toMatch(/I5|I7/);
    },
    LIMIT_MS,
  );

  it(
    'a lost write that is not made again',
    async () => {
      vi.doMock(`${SYNC}/lost-writes.ts`, async () => ({
        ...(await vi.importActual<typeof LostWritesModule>(`${SYNC}/lost-writes.ts`)),
        repairLostWrites: () => false,
      }));
      expect(await found(1, ['if-match-off'])).toMatch(/I8/);
    },
    LIMIT_MS,
  );
});

it(
  'a failing world is told shortened, with its program, and in the same words each time',
  async () => {
    takeForSuccess(failure => failure.httpStatus === 200);
    vi.resetModules();
    const { runCampaign } = await import('./campaign.ts');
    const { runWorld } = await import('./world.ts');
    const { failure, failedSeed } = await runCampaign({ firstSeed: 60, worlds: WORLDS, length: 24, certain: [] });
    if (failure === null || failedSeed === null) throw new Error('nothing found');
    const again = await runCampaign({ firstSeed: failedSeed, worlds: 1, length: 24, certain: [] });
    expect(again.failure).toBe(failure);
    expect(failure).toMatch(new RegExp(`^SIM_SEED=${failedSeed} SIM_STEPS=24: I3 broke`));
    const [, steps = ''] = /shortened from 24 to (\d+) steps/.exec(failure) ?? [];
    expect(Number(steps)).toBeLessThan(12);
    const [, program = ''] = /^plan: (.*)$/m.exec(failure) ?? [];
    expect((await runWorld(JSON.parse(program) as Plan)).broken?.invariant).toBe('I3');
  },
  LIMIT_MS,
);
