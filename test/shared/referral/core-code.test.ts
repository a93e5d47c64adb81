import { deflateRawSync, inflateRawSync } from 'node:zlib';
import QRCode from 'qrcode';
import { beforeAll, describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { decodeBase45, encodeBase45 } from '../../../shared/referral/base45.ts';
import {
  type CoreCodeReader,
  type CoreCodeWriter,
  coreCodeOf,
  readCoreCode,
  writeCoreCode,
} from '../../../shared/referral/core-code.ts';
import { packetSha256 } from '../../../shared/referral/packet-hash.ts';

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
const KEY_ID = new Uint8Array([1, 2, 3, 4, 5, 6]);

let keys: CryptoKeyPair;
let writer: CoreCodeWriter;

beforeAll(async () => {
  keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  writer = {
    keyId: KEY_ID,
    deflateRaw: (bytes, dictionary) => deflateRawSync(bytes, { dictionary, level: 9 }),
    sign: async message => new Uint8Array(await crypto.subtle.sign(ECDSA, keys.privateKey, message)),
  };
});

const readerWith = (verdict?: 'unknown-key' | 'revoked-key'): CoreCodeReader => ({
  inflateRaw: (bytes, dictionary, limit) => inflateRawSync(bytes, { dictionary, maxOutputLength: limit }),
  verify: async (_key, message, signature) => {
    if (verdict) return verdict;
    return (await crypto.subtle.verify(ECDSA, keys.publicKey, signature, message)) ? 'valid' : 'invalid';
  },
});

async function codeOf(sample: 'minimal' | 'full' | 'overflow') {
  const model = samplePacket(sample);
  const core = coreCodeOf(model, await packetSha256(model));
  return { model, core, text: await writeCoreCode(core, writer) };
}

describe('core code', () => {
  it.each(['minimal', 'full', 'overflow'] as const)('comes back from paper as it was written: %s', async sample => {
    const { core, text } = await codeOf(sample);
    const reading = await readCoreCode(text, readerWith());
    expect(reading).toEqual({ ok: true, core, keyId: KEY_ID, isKeyRevoked: false });
  });

  it('holds number, eight items with their times, scores with versions, and no name', async () => {
    const { model, core } = await codeOf('full');
    expect(core.number).toBe(model.number);
    expect(core).toMatchObject({
      site: 'QHX',
      receiver: 'JCDX',
      urgency: 'within-24h',
      ageYears: 52,
      cirrhosis: 'yes',
    });
    expect(core.labs.map(lab => [lab.code, lab.value])).toEqual([
      ['TBIL', 241.7],
      ['INR', 1.6],
      ['UREA', 6.3],
      ['NA', 132],
    ]);
    expect(core.encephalopathy).toEqual({ value: 1, at: '2026-11-22T01:10:00.000Z' });
    expect(core.bleeding?.value).toBe('none');
    expect(core.scores.find(score => score.id === 'meld3')).toMatchObject({ version: '1', value: 24 });
    const written = JSON.stringify(core);
    for (const secret of [model.patient.name, model.patient.identity.number, model.patient.phone, model.referralId]) {
      expect(written).not.toContain(secret);
    }
  });

  it.each(['minimal', 'full', 'overflow'] as const)('fits a code that a photocopy carries: %s', async sample => {
    const { text } = await codeOf(sample);
    const code = QRCode.create([{ data: text, mode: 'alphanumeric' }], { errorCorrectionLevel: 'M' });
    expect(code.version).toBeLessThanOrEqual(20);
    expect(text).toMatch(/^GQ1\/1\/1\/[0-9A-F]{8}\/[0-9A-Z $%*+\-./:]+$/);
  });

  it('refuses a draft: it has no number', () => {
    const draft = { ...samplePacket('full'), number: null, signedAt: null };
    expect(() => coreCodeOf(draft, '0'.repeat(64))).toThrow(TypeError);
  });

  it('reads what a hand scanner types in lower case with a line end', async () => {
    const { text } = await codeOf('full');
    expect((await readCoreCode(`${text.toLowerCase()}\r\n`, readerWith())).ok).toBe(true);
  });

  it('names every fault and hands out nothing of an altered code', async () => {
    const { text } = await codeOf('full');
    const fault = async (given: string, reader = readerWith()) => {
      const reading = await readCoreCode(given, reader);
      return reading.ok ? 'none' : reading.fault;
    };
    const bytes = decodeBase45(text.slice('GQ1/1/1/00000000/'.length)) ?? new Uint8Array();
    const retyped = (at: number) => {
      const altered = bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
      return text.slice(0, 'GQ1/1/1/00000000/'.length) + encodeBase45(altered);
    };
    expect(await fault('https://example.org/')).toBe('not-a-code');
    expect(await fault(text.replace('GQ1', 'GQ2'))).toBe('newer-format');
    expect(await fault(text.replace('GQ1/1/1', 'GQ1/1/3'))).toBe('several-parts');
    expect(await fault(text.slice(0, 60))).toBe('damaged');
    expect(await fault(retyped(0))).toBe('newer-format');
    expect(await fault(retyped(40))).toBe('altered');
    expect(await fault(retyped(bytes.length - 1))).toBe('altered');
    const foreignMark = text.replace(/^(GQ1\/1\/1\/)./, (_, head) => `${head}${text[8] === '0' ? '1' : '0'}`);
    expect(await fault(foreignMark)).toBe('altered');
    expect(await fault(text, readerWith('unknown-key'))).toBe('unknown-key');
  });

  it('still reads a code signed by a key that was revoked later, and says so', async () => {
    const { text } = await codeOf('full');
    expect(await readCoreCode(text, readerWith('revoked-key'))).toMatchObject({ ok: true, isKeyRevoked: true });
  });
});
