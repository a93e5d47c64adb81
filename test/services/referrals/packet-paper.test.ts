import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKET_PAGES } from '../../../shared/referral/packet-model.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { draftReferral, PASSWORD, signedReferral } from './referral-site.ts';

let transport: OpenTransport;
let client: SiteClient;

beforeAll(async () => {
  transport = await memoryPair();
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
});
afterAll(() => transport.close());

const whole = { pages: [...PACKET_PAGES], language: 'zh' as const };

describe('paper of a print', () => {
  it('is the letter alone on A5 and in text mode, whose carbon sheets take the place of copies', async () => {
    const { id } = await signedReferral(client);
    const copies = ['sender' as const, 'receiver' as const];
    const a4 = await client.packet.print({ id, ...whole, copies });
    const a5 = await client.packet.print({ id, ...whole, copies, size: 'A5' });
    const carbon = await client.packet.print({ id, ...whole, copies, size: 'dot-matrix' });
    expect(a4.document).toMatchObject({ pages: PACKET_PAGES, copies, size: 'A4' });
    expect(a5.document).toMatchObject({ pages: ['P1'], copies, size: 'A5' });
    expect(carbon.document).toMatchObject({ pages: ['P1'], copies: [], size: 'dot-matrix' });
    expect([a4, a5, carbon].map(({ document }) => document.print.nth)).toEqual([1, 2, 3]); // one count for all papers
    expect(carbon.document.packetSha256).toBe(a4.document.packetSha256);
  });

  it('is never given to a draft, in text mode either', async () => {
    const { id } = await draftReferral(client);
    await expect(client.packet.print({ id, ...whole, size: 'dot-matrix' })).rejects.toMatchObject({
      code: 'not-found',
    });
    const preview = await client.packet.preview({ id, ...whole, size: 'dot-matrix' });
    expect(preview).toMatchObject({ pages: ['P1'], packetSha256: null, qr: null });
  });
});
