import { createHash } from 'node:crypto';
import { createGunzip, gzipSync } from 'node:zlib';
import { CompactEncrypt, CompactSign, compactDecrypt, compactVerify, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import {
  JSON_DEPTH,
  jsonDepth,
  SEALED_FILE_BYTES,
  SealedContent,
  UNPACKED_BYTES,
} from '../../../shared/referral/sealed-file.ts';
import type { RoadFault } from '../../../shared/referral/trust.ts';
import { thumbprintOf } from '../trust/key-print.ts';
import { type Standing, standing, type TrustList } from '../trust/trust-list.ts';

const SIGNATURE_TYPE = 'gqx+gzip';

/** @returns the text of a `.gqx` file */
export async function sealFile(content: SealedContent, keys: { sign: JWK; receiver: JWK }): Promise<string> {
  const packed = gzipSync(Buffer.from(JSON.stringify(content), 'utf8'));
  const signed = await new CompactSign(packed)
    .setProtectedHeader({ alg: 'ES256', kid: thumbprintOf(keys.sign), typ: SIGNATURE_TYPE })
    .sign(await importJWK(keys.sign, 'ES256'));
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: thumbprintOf(keys.receiver), cty: 'JWT' })
    .encrypt(await importJWK(keys.receiver, 'ECDH-ES'));
}

export interface OpenedFile {
  readonly content: SealedContent;
  readonly standing: Exclude<Standing, 'revoked-key' | 'unknown-sender'>;
}
export type FileOpening =
  | { readonly ok: true; readonly file: OpenedFile }
  | { readonly ok: false; readonly fault: RoadFault };

const refused = (fault: RoadFault): FileOpening => ({ ok: false, fault });

export interface FileReader {
  trust: TrustList;
  /** Our private seal key of this thumbprint. */
  sealKey: (thumbprint: string) => JWK | null;
}

/** The header of the outer envelope; enough to say whose it is before anything is opened. */
const Envelope = z.object({ alg: z.literal('ECDH-ES'), enc: z.literal('A256GCM'), kid: z.string() });
const Signature = z.object({ alg: z.literal('ES256'), kid: z.string(), typ: z.literal(SIGNATURE_TYPE) });

const headerOf = <Head>(compact: string, shape: z.ZodType<Head>): Head | null => {
  try {
    const [head = ''] = compact.split('.', 1);
    return shape.parse(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
};

/** Opens, verifies and reads a file; every refusal has its name, and nothing of a refused one is handed out. */
export async function openFile(text: string, reader: FileReader): Promise<FileOpening> {
  if (text.length > SEALED_FILE_BYTES) return refused('too-large');
  const compact = text.trim();
  const envelope = headerOf(compact, Envelope);
  if (!envelope) return refused('not-ours');
  const own = reader.sealKey(envelope.kid);
  if (!own) return refused('wrong-receiver');
  const signed = await decrypted(compact, own);
  if (signed === null) return refused('damaged');
  const signature = headerOf(signed, Signature);
  if (!signature) return refused('newer-format');
  const signer = reader.trust.signer(signature.kid);
  if (!signer) return refused('unknown-sender');
  const packed = await verified(signed, signer.key);
  if (packed === null) return refused('altered');
  const json = await unpacked(packed);
  if (typeof json !== 'string') return refused(json.fault);
  const content = contentOf(json);
  if ('fault' in content) return refused(content.fault);
  const signedAt = content.kind === 'referral' ? content.signedAt : content.issuedAt;
  const stands = standing(signer, { site: content.from, signedAt });
  if (stands === 'revoked-key' || stands === 'unknown-sender') return refused(stands);
  if (content.kind === 'referral' && !content.attachments.every(isWhole)) return refused('altered');
  return { ok: true, file: { content, standing: stands } };
}

async function decrypted(compact: string, own: JWK): Promise<string | null> {
  try {
    const key = await importJWK(own, 'ECDH-ES');
    const options = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
    return new TextDecoder().decode((await compactDecrypt(compact, key, options)).plaintext);
  } catch {
    return null;
  }
}

async function verified(signed: string, key: JWK): Promise<Uint8Array | null> {
  try {
    return (await compactVerify(signed, await importJWK(key, 'ES256'), { algorithms: ['ES256'] })).payload;
  } catch {
    return null;
  }
}

/** Inflates no further than the limit: a few kilobytes can unpack to gigabytes. */
function unpacked(packed: Uint8Array): Promise<string | { fault: RoadFault }> {
  return new Promise(resolve => {
    const gunzip = createGunzip();
    const pieces: Buffer[] = [];
    let length = 0;
    gunzip.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > UNPACKED_BYTES) {
        gunzip.destroy();
        resolve({ fault: 'too-large' });
      } else pieces.push(piece);
    });
    gunzip.on('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    gunzip.on('error', () => resolve({ fault: 'damaged' }));
    gunzip.end(packed);
  });
}

function contentOf(json: string): SealedContent | { fault: RoadFault } {
  if (jsonDepth(json) > JSON_DEPTH) return { fault: 'damaged' };
  try {
    const parsed: unknown = JSON.parse(json);
    const version = z.object({ v: z.int() }).safeParse(parsed);
    if (version.success && version.data.v > 1) return { fault: 'newer-format' };
    return SealedContent.parse(parsed);
  } catch {
    return { fault: 'damaged' };
  }
}

const isWhole = ({ data, sha256 }: { data: string; sha256: string }): boolean =>
  createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex') === sha256;
