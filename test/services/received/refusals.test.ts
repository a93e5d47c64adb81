import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSigningKey } from '../../../electron/services/packet/core-code-writer.ts';
import { encodeBase45 } from '../../../shared/referral/base45.ts';
import { joinParts, readPart } from '../../../shared/referral/code-container.ts';
import { SEALED_FILE_BYTES } from '../../../shared/referral/sealed-file.ts';
import { entryFrom, newAlliance } from '../../support/alliance.ts';
import { handMadeSender, type Roads } from '../../support/hand-made-sender.ts';
import { handIn, PASSWORD, WARD_FACILITY } from '../../support/roads.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

type Sender = Awaited<ReturnType<typeof handMadeSender>>;
const ROADS = ['core', 'full', 'file'] as const;
type Road = (typeof ROADS)[number];

const transports: OpenTransport[] = [];
let ward: SiteClient;
let sender: Sender;
/** What the ward held before: a refusal changes nothing of it. */
let before: unknown;

async function newWard(samples: boolean): Promise<SiteClient> {
  const transport = await memoryPair();
  transports.push(transport);
  const site = await transport.connect();
  await setUpSite(site, { password: PASSWORD, facility: WARD_FACILITY, samples });
  return site;
}

beforeAll(async () => {
  ward = await newWard(false);
  sender = await handMadeSender(ward);
  await sender.introduce();
  await take(ward, (await sender.roads(sender.packet())).file);
}, 60_000);
afterAll(async () => void (await Promise.all(transports.map(each => each.close()))));
beforeEach(async () => {
  before = await ward.received.list();
});

async function take(site: SiteClient, file: string) {
  return site.received.takeFile({ id: await handIn(site, file) });
}

/** What one road is refused for, at its preview and again when it is taken all the same; 'none' where it is shown. */
async function faultOn(road: Road, given: Partial<Roads>, site = ward): Promise<string> {
  const read = async (): Promise<{ shown: string; taken: () => Promise<{ fault: string | null }> }> => {
    if (road === 'file') {
      const id = await handIn(site, given.file ?? '');
      const outcome = await site.received.previewFile({ id });
      return { shown: outcome.ok ? 'none' : outcome.fault, taken: () => site.received.takeFile({ id }) };
    }
    const texts = road === 'core' ? [given.core ?? ''] : (given.full ?? []);
    const outcome = await site.received.readCodes({ texts });
    const shown = outcome.state === 'refused' ? outcome.fault : outcome.state === 'waiting' ? 'waiting' : 'none';
    return { shown, taken: () => site.received.takeCodes({ texts }) };
  };
  const { shown, taken } = await read();
  if (shown !== 'none') expect((await taken()).fault).toBe(shown === 'waiting' ? 'parts-missing' : shown);
  if (site === ward) expect(await ward.received.list()).toEqual(before);
  return shown;
}

const faults = async (given: Roads, site = ward) =>
  Object.fromEntries(await Promise.all(ROADS.map(async road => [road, await faultOn(road, given, site)])));
const each = (fault: string) => ({ core: fault, full: fault, file: fault });

/** One byte of a container changed, the text around it as it should be. */
function flipped(text: string, at: number): string {
  const part = readPart(text);
  const bytes = part && joinParts([part]);
  if (!part || !bytes) throw new Error('no code');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return `GQ1/${part.part}/${part.parts}/${part.mark}/${encodeBase45(bytes)}`;
}

describe('refused by name, on each road, with nothing kept', { timeout: 30_000 }, () => {
  it('shows what is in order', async () => {
    expect(await faults(await sender.roads(sender.packet()))).toEqual(each('none'));
  });

  it('a sender who is not in the trust list', async () => {
    const stranger = await handMadeSender(ward, 'XX');
    expect(await faults(await stranger.roads(stranger.packet()))).toEqual(each('unknown-sender'));
  });

  it('a known hospital that speaks for another', async () => {
    const stranger = await handMadeSender(ward, 'YY');
    const roads = await sender.roads(stranger.packet(), { file: { from: 'YY' } });
    expect(await faults(roads)).toEqual(each('unknown-sender'));
  });

  it('another alliance: its file says another registry, its codes another key', async () => {
    const { file } = await sender.roads(sender.packet(), { file: { fhirBase: 'https://elsewhere.example/fhir' } });
    expect(await faultOn('file', { file })).toBe('foreign');
  });

  it('another receiver', async () => {
    const model = sender.packet();
    const elsewhere = { ...model, ward: model.ward && { ...model.ward, facilityCode: 'ELSE' } };
    expect(await faultOn('core', await sender.roads(elsewhere))).toBe('wrong-receiver');
    const other = await handMadeSender(await newWard(false), 'ZZ'); // sealed to another computer's key
    const roads = await other.roads(other.packet());
    expect(await faultOn('full', roads)).toBe('wrong-receiver');
    expect(await faultOn('file', roads)).toBe('wrong-receiver');
  });

  it('a fictional patient at a ward that treats, and a real one at a training site', async () => {
    expect(await faults(await sender.roads(sender.packet({ training: true })))).toEqual(each('training'));
    const school = await newWard(true);
    const other = await handMadeSender(school, 'TT');
    await other.introduce();
    expect(await faults(await other.roads(other.packet()), school)).toEqual(each('training'));
    expect(await faults(await other.roads(other.packet({ training: true })), school)).toEqual(each('none'));
  });

  it('an older version after a newer one, by whatever road the newer came', async () => {
    for (const first of ROADS) {
      const old = sender.packet();
      const next = { ...old, supplement: 1, signedAt: '2026-11-22T03:00:00.000Z' };
      const newer = await sender.roads(next);
      const taken =
        first === 'file'
          ? await take(ward, newer.file)
          : await ward.received.takeCodes({ texts: first === 'core' ? [newer.core] : newer.full });
      expect(taken.fault).toBeNull();
      before = await ward.received.list();
      expect(await faults(await sender.roads(old))).toEqual(each('outdated'));
    }
  });

  it('a key that was revoked, and a hospital whose time in the alliance is over; what they signed before is shown', async () => {
    const site = await newWard(false);
    const revoked = await handMadeSender(site, 'RV');
    await revoked.introduce();
    await site.trust.revokePartner({ code: 'RV', reason: '电脑失窃' });
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect(await faults(await revoked.roads(revoked.packet({ signedAt: later })), site)).toEqual(each('revoked-key'));
    const earlier = await revoked.roads(revoked.packet());
    expect(await site.received.readCodes({ texts: [earlier.core] })).toMatchObject({
      preview: { standing: 'revoked-later' },
    });
    expect(await faults(earlier, site)).toEqual(each('none'));

    const { profile } = await newAlliance();
    const left = await handMadeSender(site, 'LF');
    const text = await profile([entryFrom(left.card, { validTo: '2026-11-22T00:00:00.000Z' })]);
    const preview = await site.trust.previewProfile({ text });
    if (!preview.ok) throw new Error(preview.fault);
    await site.trust.importProfile({ text, fingerprint: preview.fingerprint });
    expect(await faults(await left.roads(left.packet()), site)).toEqual(each('revoked-key'));
    const inTime = left.packet({ signedAt: '2026-11-21T14:00:00.000Z' });
    expect(await faults(await left.roads(inTime), site)).toEqual(each('none'));
  });

  it('a forgery: signed in the name of the hospital by somebody else, or changed in one byte', async () => {
    const model = sender.packet();
    const whole = await sender.roads(model);
    const key = await createSigningKey();
    const forged = await sender.roads(model, { key });
    expect(await faults(forged)).toEqual(each('unknown-sender'));
    // The true key's name over somebody else's signature.
    const [ours, theirs] = [whole.core, forged.core].map(text => {
      const part = readPart(text);
      return { mark: part?.mark, bytes: (part && joinParts([part])) ?? new Uint8Array() };
    });
    const swapped = Buffer.concat([ours?.bytes.slice(0, -64) ?? [], theirs?.bytes.slice(-64) ?? []] as Uint8Array[]);
    expect(await faultOn('core', { core: `GQ1/1/1/${ours?.mark}/${encodeBase45(swapped)}` })).toBe('altered');
    expect(await faultOn('core', { core: flipped(whole.core, 40) })).toBe('altered');
    const [first = '', ...rest] = whole.full;
    expect(['altered', 'damaged']).toContain(await faultOn('full', { full: [flippedText(first), ...rest] }));
    const middle = Math.floor(whole.file.length / 2);
    const other = whole.file[middle] === 'A' ? 'B' : 'A';
    const changed = whole.file.slice(0, middle) + other + whole.file.slice(middle + 1);
    expect(await faultOn('file', { file: changed })).toBe('damaged'); // the seal itself does not fit any more
    const lying = await sender.roads(model, { file: { number: sender.packet().number ?? '' } });
    expect(await faultOn('file', lying)).toBe('damaged'); // says another number than its bundle
  });

  it('half of it: a cut code, a missing part, a cut file', async () => {
    const { core, full, file } = await sender.roads(sender.packet({}, 'overflow'));
    for (const share of [0.2, 0.5, 0.9])
      expect(['damaged', 'altered', 'not-ours']).toContain(
        await faultOn('core', { core: core.slice(0, Math.floor(core.length * share)) }),
      );
    for (const share of [0.1, 0.5, 0.99])
      expect(['damaged', 'not-ours']).toContain(
        await faultOn('file', { file: file.slice(0, Math.floor(file.length * share)) }),
      );
    expect(full.length).toBeGreaterThan(1);
    expect(await faultOn('full', { full: full.slice(1) })).toBe('waiting');
    const another = await sender.roads(sender.packet({}, 'overflow'));
    expect(await faultOn('full', { full: [...full.slice(1), another.full[0] ?? ''] })).toBe('mixed-packets');
  });

  it('too much: a file beyond its limit, or one that unpacks to more than fits', async () => {
    await expect(ward.received.beginFile({ size: SEALED_FILE_BYTES + 1 })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    const bomb = await sender.sealed(gzipSync(Buffer.alloc(101 * 2 ** 20, 0x20)));
    expect(await faultOn('file', { file: bomb })).toBe('too-large');
  });

  it('a newer format, and something else altogether', async () => {
    const { core, full } = await sender.roads(sender.packet());
    const newer = await sender.sealed(gzipSync(JSON.stringify({ v: 2, kind: 'referral' })));
    expect(await faultOn('file', { file: newer })).toBe('newer-format');
    expect(await faultOn('core', { core: core.replace('GQ1', 'GQ2') })).toBe('newer-format');
    expect(await faultOn('full', { full: full.map(text => text.replace('GQ1', 'GQ2')) })).toBe('newer-format');
    expect(await faultOn('core', { core: 'https://example.org/' })).toBe('not-ours');
    expect(await faultOn('file', { file: 'a shopping list' })).toBe('not-ours');
  });
});

/** A character in the middle of a part changed to another of the alphabet. */
function flippedText(text: string): string {
  const middle = Math.floor(text.length * 0.6);
  return text.slice(0, middle) + (text[middle] === 'A' ? 'B' : 'A') + text.slice(middle + 1);
}
