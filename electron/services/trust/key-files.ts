import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CompactSign, compactVerify, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { AllianceProfile, KeyCard, PublicKey, type RoadFault } from '../../../shared/referral/trust.ts';
import { ARGON2_FLOOR, stretch } from '../vault/argon2.ts';

/** The three files by which keys travel. Each reader names what is wrong with a file it refuses. */

export type FileReading<Content> =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly fault: RoadFault };
const refused = (fault: RoadFault): { ok: false; fault: RoadFault } => ({ ok: false, fault });

const publicPart = ({ x = '', y = '' }: JWK): PublicKey => ({ kty: 'EC', crv: 'P-256', x, y });

/** A JWS with the signer's public key in its header. */
export const signedFile = async (content: object, key: JWK): Promise<string> =>
  new CompactSign(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'ES256', jwk: publicPart(key) })
    .sign(await importJWK(key, 'ES256'));

const Head = z.object({ alg: z.literal('ES256'), jwk: PublicKey });

/** Verifies against the key in the header; whether that key is to be believed is the caller's question. */
async function openSigned(text: string): Promise<FileReading<{ json: unknown; signer: PublicKey }>> {
  const [head = ''] = text.trim().split('.');
  let signer: PublicKey;
  try {
    signer = Head.parse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))).jwk;
  } catch {
    return refused('not-ours');
  }
  try {
    const { payload } = await compactVerify(text.trim(), await importJWK(signer, 'ES256'), { algorithms: ['ES256'] });
    return { ok: true, content: { json: JSON.parse(new TextDecoder().decode(payload)), signer } };
  } catch {
    return refused('altered');
  }
}

export async function readAllianceFile(
  text: string,
): Promise<FileReading<{ profile: AllianceProfile; root: PublicKey }>> {
  const opened = await openSigned(text);
  if (!opened.ok) return opened;
  const profile = AllianceProfile.safeParse(opened.content.json);
  if (!profile.success) return refused('not-ours');
  return { ok: true, content: { profile: profile.data, root: opened.content.signer } };
}

/** A partner's card must be signed by one of the signing keys it names. */
export async function readKeyCard(text: string): Promise<FileReading<KeyCard>> {
  const opened = await openSigned(text);
  if (!opened.ok) return opened;
  const { json, signer } = opened.content;
  const version = z.object({ kind: z.literal('ganqiao-keys'), v: z.int() }).safeParse(json);
  if (!version.success) return refused('not-ours');
  if (version.data.v > 1) return refused('newer-format');
  const card = KeyCard.safeParse(json);
  if (!card.success) return refused('damaged');
  const isSigner = card.data.signKeys.some(key => key.x === signer.x && key.y === signer.y);
  return isSigner ? { ok: true, content: card.data } : refused('altered');
}

/** The facility's seal key on its way to a further workstation, closed with a password. */
const SealKeyFile = z.object({
  kind: z.literal('ganqiao-seal-key'),
  v: z.literal(1),
  facility: z.string(),
  kdf: z.literal('argon2id'),
  m: z.int().min(8).max(1_048_576), // KiB; the limits keep a forged file from exhausting the computer
  t: z.int().min(1).max(20),
  p: z.int().min(1).max(4),
  salt: z.base64(),
  nonce: z.base64(),
  sealed: z.base64(),
  tag: z.base64(),
});
type SealKeyFile = z.infer<typeof SealKeyFile>;

const PrivateKey = PublicKey.extend({ d: PublicKey.shape.x });
const bound = ({ kind, v, facility, kdf, m, t, p, salt }: Omit<SealKeyFile, 'nonce' | 'sealed' | 'tag'>) =>
  Buffer.from(JSON.stringify([kind, v, facility, kdf, m, t, p, salt]));

export async function closeSealKey(key: JWK, facility: string, password: string): Promise<string> {
  const head = {
    kind: 'ganqiao-seal-key' as const,
    v: 1 as const,
    facility,
    kdf: 'argon2id' as const,
    ...ARGON2_FLOOR,
    m: 4 * ARGON2_FLOOR.m, // the file leaves the house
    salt: randomBytes(16).toString('base64'),
  };
  const nonce = randomBytes(12);
  const wrapping = await stretch(password, Buffer.from(head.salt, 'base64'), head);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(bound(head));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(key), 'utf8'), cipher.final()]);
  const file: SealKeyFile = {
    ...head,
    nonce: nonce.toString('base64'),
    sealed: sealed.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** `facility` = the code whose key it must be. */
export async function openSealKey(text: string, facility: string, password: string): Promise<FileReading<JWK>> {
  let file: SealKeyFile;
  try {
    file = SealKeyFile.parse(JSON.parse(text));
  } catch {
    return refused('not-ours');
  }
  if (file.facility !== facility) return refused('wrong-receiver');
  const wrapping = await stretch(password, Buffer.from(file.salt, 'base64'), file);
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrapping, Buffer.from(file.nonce, 'base64'))
      .setAAD(bound(file))
      .setAuthTag(Buffer.from(file.tag, 'base64'));
    const json = Buffer.concat([decipher.update(Buffer.from(file.sealed, 'base64')), decipher.final()]);
    return { ok: true, content: PrivateKey.parse(JSON.parse(json.toString('utf8'))) };
  } catch {
    return refused('wrong-password');
  }
}
