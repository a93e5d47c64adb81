import type { Task } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTaskIntent, OPS_KEPT, rebaseOf, type TaskIntent } from '../../../shared/fhir/apply-task-intent.ts';
import { opsOf, readTask, toTask } from '../../../shared/fhir/task.ts';
import { BUSINESS_STATES, type BusinessState, MOVES, mayMove, placeOf } from '../../../shared/fhir/task-moves.ts';
import { fhirUris } from '../../../shared/fhir/uris.ts';
import { validationErrors } from '../../support/registry/validate.ts';
import { WARD_STATES, type WardState, mayMove as wardMayMove } from '../../support/registry/ward-moves.ts';
import { samplePacket, writingOf } from './packets.ts';

const uris = fhirUris('https://ganqiao.example/fhir');
const states = Object.keys(BUSINESS_STATES) as BusinessState[];
const uuid = (n: number) => `5d0f8b8e-0f43-4d0a-9a58-${String(n).padStart(12, '0')}`;

function freshTask(): Task {
  const packet = { ...samplePacket(3), signedAt: '2026-11-22T01:00:00.000Z' };
  const op = { id: uuid(0), site: 'JX', to: 'created', at: packet.signedAt, channel: 'network' };
  const task = toTask(packet, op, writingOf(packet));
  return { ...task, meta: { ...task.meta, versionId: '1', lastUpdated: '2026-11-22T01:00:01.000Z' } };
}

const intent = (to: BusinessState, n = 1, more: Partial<TaskIntent> = {}): TaskIntent => ({
  opId: uuid(n),
  site: 'JX',
  side: BUSINESS_STATES[to].writers[0] ?? 'county',
  to,
  at: '2026-11-22T02:00:00.000Z',
  channel: 'network',
  reason: null,
  outputs: [],
  seen: null,
  ...more,
});

function apply(task: Task, move: TaskIntent): Task {
  const applied = applyTaskIntent(task, move, uris);
  if (applied.result !== 'apply') throw new Error(applied.result);
  return applied.task;
}

describe('moves of a Task', () => {
  it('allow the ward exactly what the rules of the ward allow', () => {
    for (const from of states) {
      const { status } = BUSINESS_STATES[from];
      const task = { status, businessStatus: { coding: [{ code: from }] } } as Task;
      for (const to of Object.keys(WARD_STATES) as WardState[])
        expect([from, to, mayMove(placeOf(status, from), to, 'ward')]).toEqual([from, to, wardMayMove(task, to)]);
    }
  });

  it('never let one side write what is the other side’s', () => {
    for (const place of Object.keys(MOVES) as (keyof typeof MOVES)[])
      for (const to of states) {
        const writers: readonly string[] = BUSINESS_STATES[to].writers;
        for (const side of ['county', 'ward'] as const)
          if (!writers.includes(side)) expect(mayMove(place, to, side)).toBe(false);
      }
  });

  it('leave nothing but a correction after the end', () => {
    for (const status of ['rejected', 'completed', 'cancelled', 'failed'] as const)
      expect(states.filter(to => mayMove(placeOf(status, 'x'), to, 'county'))).toEqual(['entered-in-error']);
    expect(MOVES.void).toEqual([]);
  });

  it('are illegal from a step in progress that we do not know', () => {
    expect(mayMove(placeOf('in-progress', 'novel'), 'departed', 'county')).toBe(false);
  });
});

describe('applying a move', () => {
  it('keeps what it does not know and stays valid, through any legal course', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 8 }), choices => {
        let task: Task = {
          ...freshTask(),
          description: '他院的字段',
          extension: [...(freshTask().extension ?? []), { url: 'https://other.example/x', valueString: 'kept' }],
        };
        for (const [n, choice] of choices.entries()) {
          const reading = readTask(task, uris);
          const options = MOVES[placeOf(reading?.taskStatus ?? 'requested', reading?.businessStatus ?? '')];
          const to = options[choice % Math.max(1, options.length)];
          if (!to) break;
          const outputs = [{ code: 'bed', text: '12 床' }];
          task = apply(task, intent(to, n + 1, { reason: '原因', outputs }));
          expect(task.status).toBe(BUSINESS_STATES[to].status);
          expect(validationErrors(task)).toEqual([]);
        }
        expect(task.description).toBe('他院的字段');
        expect(task.extension).toContainEqual({ url: 'https://other.example/x', valueString: 'kept' });
      }),
      { numRuns: 15 },
    );
  });

  it('is found again by its mark and not made twice', () => {
    const moved = apply(freshTask(), intent('withdrawn'));
    expect(applyTaskIntent(moved, intent('withdrawn'), uris)).toEqual({ result: 'already-there' });
  });

  it('keeps the last 40 marks', () => {
    let task = apply(freshTask(), intent('bed-assigned', 1));
    for (let n = 2; n <= 60; n += 1) task = apply(task, intent('bed-assigned', n));
    expect(opsOf(task, uris)).toHaveLength(OPS_KEPT);
    expect(opsOf(task, uris).at(-1)?.id).toBe(uuid(60));
  });

  it('never dates a change before the request, whatever the clock of the computer says', () => {
    const moved = apply(freshTask(), intent('withdrawn', 1, { at: '2020-01-01T00:00:00.000Z' }));
    expect(moved.lastModified).toBe(moved.authoredOn);
  });

  it('reads back what was written, with the mark', () => {
    const moved = apply(freshTask(), intent('withdrawn', 1, { reason: '家属要求' }));
    expect(readTask(moved, uris)).toMatchObject({
      taskStatus: 'cancelled',
      businessStatus: 'withdrawn',
      reason: '家属要求',
      ops: [{ to: 'created' }, { to: 'withdrawn', site: 'JX', channel: 'network', at: '2026-11-22T02:00:00.000Z' }],
    });
  });
});

describe('a move that meets another', () => {
  const found = (businessStatus: BusinessState) => ({
    taskStatus: BUSINESS_STATES[businessStatus].status,
    businessStatus,
  });
  it.each([
    ['read', 'withdrawn', true, 'silent'],
    ['bed-assigned', 'departed', true, 'tell'],
    ['bed-assigned', 'withdrawn', true, 'ask'],
    ['info-requested', 'withdrawn', true, 'ask'],
    ['declined', 'departed', false, 'alarm'],
    ['withdrawn', 'bed-assigned', false, 'alarm'],
    ['withdrawn', 'arrived', false, 'alarm'],
    ['arrived', 'read', false, 'drop'],
    ['closed', 'withdrawn', false, 'ask'],
  ] as const)('%s against %s', (there, mine, isLegal, expected) => {
    expect(rebaseOf(found(there), mine, BUSINESS_STATES[mine].writers[0], isLegal)).toBe(expected);
  });
});
