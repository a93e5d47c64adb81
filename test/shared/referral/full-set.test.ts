import { deflateRawSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import QRCode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { sealCode, unsealCode } from '../../../electron/services/trust/code-seal.ts';
import { decodeBase45, encodeBase45 } from '../../../shared/referral/base45.ts';
import { type FullSet, fullSetOf } from '../../../shared/referral/full-set.ts';
import { packetSha256 } from '../../../shared/referral/packet-hash.ts';
import { type FullSetReader, readFullSet } from '../../../shared/referral/read-full-set.ts';
import { type FullSetWriter, writeFullSet } from '../../../shared/referral/write-full-set.ts';

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
const SENDER = new Uint8Array([1, 2, 3, 4, 5, 6]);
const WARD = new Uint8Array([9, 8, 7, 6, 5, 4]);
const HEAD = 'GQ1/1/1/00000000/'.length;

let keys: CryptoKeyPair;
let ward: JWK;
let sealing: FullSetWriter;
let open: FullSetWriter;

beforeAll(async () => {
  keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  ward = await exportJWK((await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })).privateKey);
  const base = {
    keyId: SENDER,
    deflateRaw: (bytes: Uint8Array, dictionary: Uint8Array) => deflateRawSync(bytes, { dictionary, level: 9 }),
    sign: async (message: Uint8Array<ArrayBuffer>) =>
      new Uint8Array(await crypto.subtle.sign(ECDSA, keys.privateKey, message)),
  };
  open = { ...base, receiver: null };
  sealing = { ...base, receiver: { keyId: WARD, seal: (plain, aad) => sealCode(ward, plain, aad) } };
});

const readerWith = (verdict?: 'unknown-key' | 'revoked-key', mine = WARD): FullSetReader => ({
  inflateRaw: (bytes, dictionary, limit) => inflateRawSync(bytes, { dictionary, maxOutputLength: limit }),
  verify: async (_key, message, signature) => {
    if (verdict) return verdict;
    return (await crypto.subtle.verify(ECDSA, keys.publicKey, signature, message)) ? 'valid' : 'invalid';
  },
  unseal: async (keyId, sealed, aad) => {
    if (!Buffer.from(keyId).equals(Buffer.from(mine))) return 'not-for-us';
    return (await unsealCode(ward, sealed, aad)) ?? 'altered';
  },
});

const SAMPLES = ['minimal', 'full', 'overflow'] as const;
type Sample = (typeof SAMPLES)[number];
async function setOf(sample: Sample): Promise<FullSet> {
  const model = samplePacket(sample);
  return fullSetOf(model, await packetSha256(model));
}
const faultOf = async (texts: readonly string[], reader = readerWith()) => {
  const reading = await readFullSet(texts, reader);
  return reading.ok ? 'none' : reading.fault;
};

describe('full set', () => {
  it.each(SAMPLES)('comes back from paper as it was written, its parts in any order: %s', async sample => {
    const full = await setOf(sample);
    const texts = await writeFullSet(full, sealing);
    const reading = await readFullSet(texts.toReversed(), readerWith());
    if (!reading.ok) throw new Error(reading.fault);
    expect(reading).toMatchObject({ keyId: SENDER, isKeyRevoked: false, isSealed: true });
    const { diagnosis, reasonText, ...rest } = full;
    expect(reading.full).toMatchObject(rest);
    const asWritten = (text: string, read: string) => text.trim().startsWith(read.replace(/…$/, ''));
    expect(asWritten(diagnosis.text, reading.full.diagnosis.text)).toBe(true);
    expect(asWritten(reasonText, reading.full.reasonText)).toBe(true);
  });

  it('names the patient, with the identity number masked, and every analyte with its last value', async () => {
    const model = samplePacket('full');
    const full = await setOf('full');
    expect(full.patient.person).toMatchObject({ name: model.patient.name, phone: model.patient.phone });
    expect(full.patient.person?.maskedIdentity).toMatch(/^\d{6}\*{8}\d{3}[\dX]$/);
    expect(full.labs.length).toBeGreaterThanOrEqual(15);
    expect(full.labs.find(lab => lab.code === 'TBIL')?.value).toBe(241.7);
    expect(full.findings.map(finding => finding.code)).toEqual(expect.arrayContaining(['he', 'ascites']));
  });

  it.each(SAMPLES)('fits three codes that a photocopy carries: %s', async sample => {
    const texts = await writeFullSet(await setOf(sample), sealing);
    expect(texts.length).toBeGreaterThanOrEqual(1);
    expect(texts.length).toBeLessThanOrEqual(3);
    for (const [i, text] of texts.entries()) {
      const code = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
      expect(code.version).toBeLessThanOrEqual(20);
      expect(text).toMatch(new RegExp(`^GQ1/${i + 1}/${texts.length}/[0-9A-F]{8}/[0-9A-Z $%*+\\-./:]+$`));
    }
  });

  it('says nothing that names the patient where the receiver has no key', async () => {
    const full = await setOf('full');
    const reading = await readFullSet(await writeFullSet(full, open), readerWith());
    if (!reading.ok) throw new Error(reading.fault);
    expect(reading.isSealed).toBe(false);
    expect(reading.full.patient).toEqual({ ...full.patient, birth: full.patient.birth.slice(0, 4), person: null });
    expect(reading.full.labs).toEqual(full.labs);
  });

  it('carries any text and any values', async () => {
    const base = await setOf('full');
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.double({ min: 0, max: 1e9, noNaN: true }), async (name, reason, value) => {
        const full: FullSet = {
          ...base,
          reasonText: reason,
          labs: base.labs.map(lab => ({ ...lab, value })),
          patient: {
            ...base.patient,
            person: { name: name.slice(0, 100), maskedIdentity: '', hospitalNumber: '', phone: '' },
          },
        };
        const reading = await readFullSet(await writeFullSet(full, sealing), readerWith());
        expect(reading.ok && reading.full.labs[0]?.value).toBe(base.labs.length === 0 ? undefined : value);
        expect(reading.ok && reading.full.patient.person?.name).toBe(name.slice(0, 100));
      }),
      { numRuns: 30 },
    );
  });
});

describe('a full set that is not to be trusted', () => {
  it('is refused wherever one byte was changed', async () => {
    const full = await setOf('minimal');
    for (const writer of [sealing, open]) {
      const texts = await writeFullSet(full, writer);
      const [first = ''] = texts;
      const bytes = decodeBase45(texts.map(text => text.slice(HEAD)).join('')) ?? new Uint8Array();
      const places = [
        0,
        1,
        2,
        7,
        8,
        13,
        14,
        15,
        16,
        17,
        48,
        60,
        bytes.length - 65,
        bytes.length - 64,
        bytes.length - 1,
      ];
      for (const place of places) {
        const altered = encodeBase45(bytes.map((byte, i) => (i === place ? byte ^ 1 : byte)));
        const parts = texts.map((text, i) => {
          const each = first.length - HEAD;
          return text.slice(0, HEAD) + altered.slice(i * each, (i + 1) * each);
        });
        expect(await faultOf(parts), `byte ${place}`).not.toBe('none');
      }
    }
  });

  it('names what is wrong', async () => {
    const texts = await writeFullSet(await setOf('overflow'), sealing);
    const others = await writeFullSet(await setOf('full'), sealing);
    const [first = '', second = ''] = texts;
    expect(texts.length).toBeGreaterThan(1);
    expect(await faultOf([])).toBe('parts-missing');
    expect(await faultOf([first])).toBe('parts-missing');
    expect(await faultOf([first, first])).toBe('parts-missing');
    expect(await faultOf([first, others.at(-1) ?? ''])).toBe('mixed-packets');
    expect(await faultOf(['https://example.org/'])).toBe('not-a-code');
    expect(await faultOf(texts.map(text => text.replace('GQ1', 'GQ2')))).toBe('newer-format');
    expect(await faultOf(texts, readerWith(undefined, SENDER))).toBe('not-for-us');
    expect(await faultOf(texts, readerWith('unknown-key'))).toBe('unknown-key');
    expect(await readFullSet(texts, readerWith('revoked-key'))).toMatchObject({ ok: true, isKeyRevoked: true });
    const cut = texts.map(text => (text === second ? text.slice(0, HEAD + 9) : text));
    expect(['damaged', 'altered']).toContain(await faultOf(cut));
    const foreign = texts.map(text =>
      text.replace(/^(GQ1\/\d\/\d\/)./, (_, head) => `${head}${first[8] === '0' ? '1' : '0'}`),
    );
    expect(await faultOf(foreign)).toBe('altered');
  });
});
