import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../../electron/services/platform.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { codeOf, PASSWORD, signedReferral } from './referral-site.ts';

let transport: OpenTransport;
let client: SiteClient;
let rendered = 0;
let hasEngine = false;

const machine: Platform = {
  async renderPdf() {
    if (!hasEngine) throw new Error('no browser');
    rendered += 1;
    return Buffer.from('%PDF-1.7 made later\n%%EOF\n');
  },
  print: () => Promise.resolve('page'),
};

beforeAll(async () => {
  transport = await memoryPair(machine);
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
});
afterAll(() => transport.close());

describe('a letter that could not be made at signing', () => {
  it('is made later from the frozen model, once, and goes behind its referral', async () => {
    const signed = await signedReferral(client);
    expect(signed.letterOwed).toBe(true);
    expect(await codeOf(client.referrals.makeLetter({ id: signed.id }))).toBe('internal');
    hasEngine = true;
    const twice = await Promise.all([
      client.referrals.makeLetter({ id: signed.id }),
      client.referrals.makeLetter({ id: signed.id }),
    ]);
    expect(twice.map(({ letterOwed }) => letterOwed)).toEqual([false, false]);
    expect(rendered).toBe(1);
    const pages = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'P8'] as const;
    const { base64 } = await client.packet.pdf({ id: signed.id, pages: [...pages], language: 'zh' });
    expect(Buffer.from(base64, 'base64').toString()).toContain('made later');
    expect(rendered).toBe(1); // the stored file itself
  });
});
