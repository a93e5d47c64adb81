import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { writeAtomically } from '../files/write-atomically.ts';
import type { Clock } from '../ports.ts';

const FREE_FAILURES = 5; // records-and-forms.md L6
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 60 * 60_000; // a ward must not be shut out for a night by somebody's guessing
const FORGOTTEN_AFTER_MS = 24 * 3600_000;
const FIRST_DELAY_MS = 500;

const Entry = z.object({
  failures: z.int().min(0),
  lastAt: z.iso.datetime(),
  lockedUntil: z.iso.datetime().nullable(),
});
type Entry = z.infer<typeof Entry>;
const File = z.object({ v: z.literal(1), entries: z.record(z.string(), Entry) });

export interface Lockout {
  /**
   * Before each check of a password: counts it as failed already, so that pulling the plug in the middle wins no free
   * attempt, and waits longer after each failure.
   * @throws AppError too-many-attempts, with the `seconds` to wait
   */
  begin(login: string): Promise<void>;
  /** The password was right; returns how many attempts failed before. */
  succeed(login: string): number;
  /** The attempt came to nothing for another reason (damage, full disk): it does not count. */
  withdraw(login: string): void;
}

interface Held extends Entry {
  /** Of the monotonic clock: within one run of the program a changed wall clock neither shortens nor lengthens a lock. */
  openAtMs: number;
}

const lockMs = (failures: number) =>
  failures < FREE_FAILURES ? 0 : Math.min(FIRST_LOCK_MS * 2 ** (failures - FREE_FAILURES), LONGEST_LOCK_MS);

const delayMs = (failures: number) =>
  failures === 0 ? 0 : FIRST_DELAY_MS * 2 ** (Math.min(failures, FREE_FAILURES) - 1);

/**
 * A person may type a password into the field of the login. So the file holds 16 bits of a hash of what was typed: enough
 * to count by, worthless to guess from, and alike for logins that exist and that do not.
 */
const bucketOf = (login: string) => createHash('sha256').update(login).digest('hex').slice(0, 4);

const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

/**
 * Failed sign-ins, counted outside the vault because it is closed when they happen. The file survives a restart.
 * @param pause waits that many milliseconds
 */
export function createLockout(file: string, clock: Clock, pause: (ms: number) => Promise<void> = sleep): Lockout {
  const held = new Map<string, Held>();
  for (const [bucket, entry] of Object.entries(readEntries(file))) {
    const duration = lockMs(entry.failures);
    const rest = entry.lockedUntil ? Date.parse(entry.lockedUntil) - Date.parse(clock.now()) : 0;
    // A wall clock that was set back must not turn a quarter of an hour into a year.
    const openAtMs = clock.monotonicMs() + Math.max(0, Math.min(rest, duration));
    held.set(bucket, { ...entry, openAtMs });
  }

  const save = () => {
    const entries = Object.fromEntries([...held].map(([bucket, { openAtMs: _, ...entry }]) => [bucket, entry]));
    try {
      writeAtomically(file, JSON.stringify({ v: 1, entries }));
    } catch (failure) {
      // A full disk must not keep a clinician out: the count goes on in memory.
      if (!(failure instanceof AppError)) throw failure;
    }
  };

  const forgetOld = () => {
    const now = Date.parse(clock.now());
    for (const [bucket, { lastAt, openAtMs }] of held)
      if (now - Date.parse(lastAt) > FORGOTTEN_AFTER_MS && openAtMs <= clock.monotonicMs()) held.delete(bucket);
  };

  const count = (bucket: string, failures: number) => {
    const duration = lockMs(failures);
    const now = Date.parse(clock.now());
    const lockedUntil = duration > 0 ? new Date(now + duration).toISOString() : null;
    held.set(bucket, { failures, lastAt: clock.now(), lockedUntil, openAtMs: clock.monotonicMs() + duration });
    save();
  };

  return {
    async begin(login) {
      forgetOld();
      const bucket = bucketOf(login);
      const entry = held.get(bucket);
      const rest = (entry?.openAtMs ?? 0) - clock.monotonicMs();
      if (rest > 0) throw new AppError('too-many-attempts', { seconds: Math.ceil(rest / 1000) });
      const failures = entry?.failures ?? 0;
      count(bucket, failures + 1);
      await pause(delayMs(failures));
    },
    succeed(login) {
      const bucket = bucketOf(login);
      const failed = Math.max(0, (held.get(bucket)?.failures ?? 0) - 1);
      held.delete(bucket);
      save();
      return failed;
    },
    withdraw(login) {
      const bucket = bucketOf(login);
      const entry = held.get(bucket);
      if (!entry) return;
      if (entry.failures <= 1) held.delete(bucket);
      else
        held.set(bucket, { ...entry, failures: entry.failures - 1, lockedUntil: null, openAtMs: clock.monotonicMs() });
      save();
    },
  };
}

/**
 * Runs one check of a password under the count. Only a wrong password counts; damage or a full disk does not.
 * @returns what the check gave, and how many attempts had failed before
 */
export async function countedCheck<Result>(lockout: Lockout, login: string, check: () => Promise<Result>) {
  await lockout.begin(login);
  try {
    const result = await check();
    return { result, failures: lockout.succeed(login) };
  } catch (failure) {
    if (!(failure instanceof AppError && failure.code === 'wrong-password')) lockout.withdraw(login);
    throw failure;
  }
}

/** A damaged file only forgets counts: it holds nothing that a person would miss. */
function readEntries(file: string): Record<string, Entry> {
  try {
    return File.parse(JSON.parse(readFileSync(file, 'utf8'))).entries;
  } catch {
    return {};
  }
}
