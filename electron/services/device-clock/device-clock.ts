import type { DeviceClock } from '../../../shared/contract/device-clock.ts';
import { AppError } from '../../../shared/contract/errors.ts';
import type { ClockMarkRow } from '../database/rows/site-rows.ts';
import { type Actor, PROGRAM } from '../database/unit-of-work.ts';
import type { ServiceDependencies } from '../service.ts';
import { readRegistrySetting } from '../sync/registry-settings.ts';

/** A time service corrects by seconds; a clock set back further than this was set by a hand or a dead battery. */
const BACK_TOLERANCE_MS = 5 * 60_000;
/** Beyond this the registry's time and ours are told apart on screen (records-and-forms 9.2). */
const SKEW_MS = 2 * 60_000;
const LOOK_EVERY_MS = 15_000;

export interface DeviceClockDependencies extends ServiceDependencies {
  onChange: () => void;
}

/**
 * Watches the device's clock, by which every clock of the pathway is counted. Sleep, restart and a clock set forward
 * only make time pass; a clock set back would make an overdue patient look early, so that from then on nothing is
 * stamped until a person has compared the clock and said that it is right, or it has been put forward again.
 */
export function createDeviceClock({ read, write, clock, ids, onChange }: DeviceClockDependencies) {
  const run = ids.uuid();
  let timer: ReturnType<typeof setInterval> | undefined;

  const mark = () => read.first(read.query.selectFrom('clock_mark').selectAll());

  /** What the clock must show at least, going by the last look. */
  function expectedMs(last: ClockMarkRow): number {
    const since = last.run === run ? clock.monotonicMs() - last.monotonic_ms : 0;
    return Date.parse(last.seen_at) + since;
  }

  const isSetBack = (last: ClockMarkRow | undefined): boolean =>
    last !== undefined && expectedMs(last) - Date.parse(clock.now()) > BACK_TOLERANCE_MS;

  function look(): void {
    const last = mark();
    const now = clock.now();
    const isBack = isSetBack(last);
    const isPutRight = last?.moved_from != null && Date.parse(now) >= Date.parse(last.moved_from);
    const fault = isPutRight
      ? null
      : isBack
        ? { moved_from: last?.moved_from ?? (last ? new Date(expectedMs(last)).toISOString() : null), moved_to: now }
        : { moved_from: last?.moved_from ?? null, moved_to: last?.moved_to ?? null };
    put(PROGRAM, 'deviceClock.look', fault, isBack || isPutRight);
    if (isBack || isPutRight) onChange();
  }

  function put(
    actor: Actor,
    action: string,
    fault: Pick<ClockMarkRow, 'moved_from' | 'moved_to'> | null,
    isNoted: boolean,
  ): void {
    const { moved_from, moved_to } = fault ?? { moved_from: null, moved_to: null };
    const seen = { run, seen_at: clock.now(), monotonic_ms: clock.monotonicMs() };
    write(actor, { action, subject: null, reason: null }, tx => {
      tx.bookkeeping.put('clock_mark', { id: 1, ...seen, moved_from, moved_to });
      if (isNoted) tx.note();
    });
  }

  function registryOffsetMs(): number | null {
    const baseUrl = readRegistrySetting(read)?.baseUrl;
    if (baseUrl === undefined) return null;
    const server = read.first(
      read.query.selectFrom('server').select(['date_offset_ms', 'last_answer_at']).where('base_url', '=', baseUrl),
    );
    return server?.last_answer_at == null ? null : server.date_offset_ms;
  }

  function status(): DeviceClock {
    const last = mark();
    const offset = registryOffsetMs();
    return {
      now: clock.now(),
      movedBack:
        last?.moved_from != null && last.moved_to !== null ? { from: last.moved_from, to: last.moved_to } : null,
      registryOffsetMs: offset,
      isSkewed: offset !== null && Math.abs(offset) > SKEW_MS,
    };
  }

  return {
    status,
    /** Also called by itself every quarter of a minute. */
    look,
    confirm(actor: Actor): DeviceClock {
      put(actor, 'deviceClock.confirm', null, true);
      onChange();
      return status();
    },
    /** @throws AppError clock-moved-back */
    assertTrusted(): void {
      if (isSetBack(mark())) look();
      if (status().movedBack) throw new AppError('clock-moved-back');
    },
    start(): void {
      look();
      timer = setInterval(look, LOOK_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
