import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { type StagedFile, stageFile } from '../files/write-atomically.ts';
import { type Argon2Parameters, stretch } from './argon2.ts';

/** Length of the data key that encrypts the whole database. */
export const DATA_KEY_BYTES = 32;
const KEYRING_VERSION = 1;
const RECOVERY_INFO = Buffer.from('ganqiao recovery slot v1');

const bytes = (length: number) =>
  z.base64().refine(text => Buffer.from(text, 'base64').length === length, { error: 'length' });

const wrapping = { nonce: bytes(12), wrapped: bytes(DATA_KEY_BYTES), tag: bytes(16) };

const PasswordSlot = z.object({
  id: z.uuid(),
  kind: z.literal('password'),
  login: z.string().min(1),
  kdf: z.literal('argon2id'),
  m: z.int().min(8).max(4_194_304), // KiB; the limits keep a forged file from exhausting the computer
  t: z.int().min(1).max(100),
  p: z.int().min(1).max(16),
  salt: bytes(16),
  ...wrapping,
});
type PasswordSlot = z.infer<typeof PasswordSlot>;

const RecoverySlot = z.object({
  id: z.uuid(),
  kind: z.literal('recovery'),
  kdf: z.literal('hkdf-sha256'),
  salt: bytes(16),
  ...wrapping,
});
type RecoverySlot = z.infer<typeof RecoverySlot>;

/** Kept through changes of the other slots; the shell alone can open it. */
const SystemSlot = z.object({ id: z.uuid(), kind: z.literal('os'), backend: z.string(), blob: z.string() });

/** `keyring.json`: the data key, wrapped once for each way in. It exists nowhere else on disk. */
export const Keyring = z.object({
  v: z.literal(KEYRING_VERSION),
  vault: z.uuid(),
  cipher: z.literal('sqlcipher4'),
  slots: z.array(z.discriminatedUnion('kind', [PasswordSlot, RecoverySlot, SystemSlot])).min(1),
});
export type Keyring = z.infer<typeof Keyring>;

type Header = Omit<Keyring, 'slots'>;
type Wrapping = Pick<PasswordSlot, keyof typeof wrapping>;

export const emptyKeyring = (vault: string): Keyring => ({
  v: KEYRING_VERSION,
  vault,
  cipher: 'sqlcipher4',
  slots: [],
});

/**
 * Reads and checks a keyring file.
 * @throws AppError keyring-damaged | database-from-newer-version
 */
export function readKeyring(file: string): Keyring {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (failure) {
    throw new AppError('keyring-damaged', undefined, { cause: failure });
  }
  const version = z.object({ v: z.int() }).safeParse(content).data?.v ?? 0;
  if (version > KEYRING_VERSION) throw new AppError('database-from-newer-version', { count: version });
  const keyring = Keyring.safeParse(content);
  if (!keyring.success) throw new AppError('keyring-damaged');
  return keyring.data;
}

/** Ready to take the place of the keyring file. */
export const stageKeyring = (file: string, keyring: Keyring): StagedFile =>
  stageFile(file, `${JSON.stringify(Keyring.parse(keyring), null, 2)}\n`);

/** Everything about a slot that is not its ciphertext is bound to it, so that no field can be exchanged. */
function boundTo({ v, vault, cipher }: Header, slot: object): Buffer {
  const { nonce: _, wrapped: __, tag: ___, ...fields } = slot as Record<string, unknown>;
  return Buffer.from(canonicalize({ v, vault, cipher, slot: fields }) as string);
}

function wrap(kek: Buffer, dataKey: Buffer, bound: Buffer): Wrapping {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', kek, nonce).setAAD(bound);
  const wrapped = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  kek.fill(0);
  const text = (part: Buffer) => part.toString('base64');
  return { nonce: text(nonce), wrapped: text(wrapped), tag: text(cipher.getAuthTag()) };
}

/** The data key, or null where the tag says that the key-encrypting key or any bound field is wrong. */
function unwrap(kek: Buffer, { nonce, wrapped, tag }: Wrapping, bound: Buffer): Buffer | null {
  const part = (text: string) => Buffer.from(text, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', kek, part(nonce)).setAAD(bound).setAuthTag(part(tag));
  const dataKey = decipher.update(part(wrapped));
  try {
    decipher.final();
    return dataKey;
  } catch {
    dataKey.fill(0);
    return null;
  } finally {
    kek.fill(0);
  }
}

/** HKDF-SHA-256 (RFC 5869), one block; by HMAC because that is what every crypto library here has. */
function recoveryKek(recoveryKey: Buffer, salt: Buffer): Buffer {
  const extracted = createHmac('sha256', salt).update(recoveryKey).digest();
  return createHmac('sha256', extracted)
    .update(Buffer.concat([RECOVERY_INFO, Buffer.from([1])]))
    .digest();
}

/** A slot that a staff login's password opens. */
export async function makePasswordSlot(
  keyring: Header,
  dataKey: Buffer,
  owner: { id: string; login: string; password: string },
  cost: Argon2Parameters,
): Promise<PasswordSlot> {
  const salt = randomBytes(16);
  const { id, login, password } = owner;
  const { m, t, p } = cost;
  const slot = { id, kind: 'password', login, kdf: 'argon2id', m, t, p, salt: salt.toString('base64') } as const;
  return { ...slot, ...wrap(await stretch(password, salt, cost), dataKey, boundTo(keyring, slot)) };
}

/** The slot of the printed recovery key. */
export function makeRecoverySlot(keyring: Header, dataKey: Buffer, id: string, recoveryKey: Buffer): RecoverySlot {
  const salt = randomBytes(16);
  const slot = { id, kind: 'recovery', kdf: 'hkdf-sha256', salt: salt.toString('base64') } as const;
  return { ...slot, ...wrap(recoveryKek(recoveryKey, salt), dataKey, boundTo(keyring, slot)) };
}

const passwordSlots = (keyring: Keyring) => keyring.slots.filter(slot => slot.kind === 'password');

/** Logins that can open this keyring. */
export const loginsOf = (keyring: Keyring): string[] => passwordSlots(keyring).map(slot => slot.login);

/** Cost of the strongest password slot: what set-up measured, for the slots that come later. */
export const costOf = (keyring: Keyring): Argon2Parameters | undefined =>
  passwordSlots(keyring).sort((a, b) => b.m * b.t - a.m * a.t)[0];

/**
 * The data key by login and password. A login without a slot costs the same time as a wrong password, so that an answer's
 * delay does not tell who works here.
 * @throws AppError wrong-password
 */
export async function unwrapByPassword(keyring: Keyring, login: string, password: string): Promise<Buffer> {
  const slot = passwordSlots(keyring).find(candidate => candidate.login === login);
  const cost = slot ?? costOf(keyring);
  const salt = slot ? Buffer.from(slot.salt, 'base64') : randomBytes(16);
  const kek = cost ? await stretch(password, salt, cost) : null;
  const dataKey = slot && kek ? unwrap(kek, slot, boundTo(keyring, slot)) : null;
  if (!dataKey) throw new AppError('wrong-password');
  return dataKey;
}

/**
 * The data key by the recovery key.
 * @throws AppError wrong-recovery-key
 */
export function unwrapByRecoveryKey(keyring: Keyring, recoveryKey: Buffer): Buffer {
  for (const slot of keyring.slots) {
    if (slot.kind !== 'recovery') continue;
    const kek = recoveryKek(recoveryKey, Buffer.from(slot.salt, 'base64'));
    const dataKey = unwrap(kek, slot, boundTo(keyring, slot));
    if (dataKey) return dataKey;
  }
  throw new AppError('wrong-recovery-key');
}

/** The keyring with this slot in the place of its login's old one. */
export const withPasswordSlot = (keyring: Keyring, slot: PasswordSlot): Keyring => {
  const others = withoutLogin(keyring, slot.login);
  return { ...others, slots: [...others.slots, slot] };
};

/** The keyring without any way in for this login. */
export const withoutLogin = (keyring: Keyring, login: string): Keyring => ({
  ...keyring,
  slots: keyring.slots.filter(slot => slot.kind !== 'password' || slot.login !== login),
});
