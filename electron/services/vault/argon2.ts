import { argon2id, argon2Verify } from 'hash-wasm';

/** Cost of one password hash, in the letters of the keyring. */
export interface Argon2Parameters {
  m: number; // KiB of memory
  t: number; // passes
  p: number; // lanes
}

/** Never weaker than this, however slow the computer (platform.md 5). */
export const ARGON2_FLOOR: Argon2Parameters = { m: 19 * 1024, t: 2, p: 1 };

/** What a set-up chooses from, strongest first. */
const LADDER: readonly Argon2Parameters[] = [
  ...[6, 5, 4, 3, 2].map(t => ({ m: 64 * 1024, t, p: 1 })),
  { m: 48 * 1024, t: 2, p: 1 },
  { m: 32 * 1024, t: 2, p: 1 },
  ARGON2_FLOOR,
];

/** One unlock should cost about this on the computer at hand. */
const TARGET_MS = 1000;

/** Strongest parameters that stay within the target where one pass over one KiB takes `msPerUnit`. */
export function chooseArgon2(msPerUnit: number): Argon2Parameters {
  return LADDER.find(({ m, t }) => m * t * msPerUnit <= TARGET_MS) ?? ARGON2_FLOOR;
}

/** Measures this computer once, at set-up (about 0.3 s). */
export async function calibrateArgon2(): Promise<Argon2Parameters> {
  const trial = { m: 64 * 1024, t: 1, p: 1 };
  const salt = new Uint8Array(16);
  await stretch('warm-up', salt, ARGON2_FLOOR); // compiles the WebAssembly
  const started = performance.now();
  await stretch('measurement', salt, trial);
  return chooseArgon2((performance.now() - started) / (trial.m * trial.t));
}

/** A full-width letter of a Chinese input method is the same password as its half-width form. */
const normalised = (password: string) => password.normalize('NFKC');

/** 32 bytes from a password. */
export async function stretch(password: string, salt: Uint8Array, { m, t, p }: Argon2Parameters): Promise<Buffer> {
  const hash = await argon2id({
    password: normalised(password),
    salt,
    memorySize: m,
    iterations: t,
    parallelism: p,
    hashLength: 32,
    outputType: 'binary',
  });
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength);
}

/**
 * Hash of a password for the history of used ones. It lies inside the encrypted database, so the floor is enough, and a
 * change of password that compares five of them stays quick.
 */
export const hashForHistory = (password: string): Promise<string> =>
  argon2id({
    password: normalised(password),
    salt: crypto.getRandomValues(new Uint8Array(16)),
    memorySize: ARGON2_FLOOR.m,
    iterations: ARGON2_FLOOR.t,
    parallelism: ARGON2_FLOOR.p,
    hashLength: 32,
    outputType: 'encoded',
  });

export const matchesHistory = (password: string, hash: string): Promise<boolean> =>
  argon2Verify({ password: normalised(password), hash });
