import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handMadeSender, type Roads } from '../../support/hand-made-sender.ts';
import { handIn, PASSWORD, WARD_FACILITY } from '../../support/roads.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';

type Road = keyof Roads;
const ORDERS: readonly (readonly Road[])[] = [
  ['core', 'full', 'file'],
  ['core', 'file', 'full'],
  ['full', 'core', 'file'],
  ['full', 'file', 'core'],
  ['file', 'core', 'full'],
  ['file', 'full', 'core'],
];
const PAIRS = (['core', 'full', 'file'] as const).flatMap(first =>
  (['core', 'full', 'file'] as const).map(second => [first, second] as const),
);

let transport: OpenTransport;
let ward: SiteClient;
let sender: Awaited<ReturnType<typeof handMadeSender>>;

beforeAll(async () => {
  transport = await memoryPair();
  ward = await transport.connect();
  await setUpSite(ward, { password: PASSWORD, facility: WARD_FACILITY });
  sender = await handMadeSender(ward);
  await sender.introduce();
}, 60_000);
afterAll(() => transport.close());

async function taking(road: Road, roads: Roads): Promise<string> {
  if (road === 'file') {
    const outcome = await ward.received.previewFile({ id: await handIn(ward, roads.file) });
    return outcome.ok && outcome.kind === 'referral' ? outcome.preview.taking : 'refused';
  }
  const outcome = await ward.received.readCodes({ texts: road === 'core' ? [roads.core] : roads.full });
  return outcome.state === 'preview' ? outcome.preview.taking : 'refused';
}

async function take(road: Road, roads: Roads): Promise<string> {
  const taken =
    road === 'file'
      ? await ward.received.takeFile({ id: await handIn(ward, roads.file) })
      : await ward.received.takeCodes({ texts: road === 'core' ? [roads.core] : roads.full });
  expect(taken.fault).toBeNull();
  return taken.id ?? '';
}

const countOf = async (number: string | null) =>
  (await ward.received.list()).filter(line => line.number === number).length;

describe('whichever comes first', () => {
  it.each(ORDERS)('%s, %s, %s: one referral with all that any of them said', async (...order) => {
    const model = sender.packet();
    const roads = await sender.roads(model);
    const ids = new Set<string>();
    for (const road of order) {
      expect(await taking(road, roads)).toBe(ids.size === 0 ? 'new' : 'completed');
      ids.add(await take(road, roads));
      expect(await taking(road, roads)).toBe('same');
    }
    expect(ids.size).toBe(1);
    expect(await countOf(model.number)).toBe(1);
    const [id = ''] = ids;
    const held = await ward.received.get({ id });
    expect(held).toMatchObject({ road: 'file', mayAnswer: true, content: { referralId: model.referralId, rev: 1 } });
    expect(held.roads.toSorted()).toEqual(['core-code', 'file', 'full-code']);
    for (const road of order) await take(road, roads);
    expect(await ward.received.get({ id })).toEqual(held); // nothing twice, nothing less
  });
});

describe('a supplement', () => {
  it.each(PAIRS)(
    'first by %s, supplement by %s: one referral, the newer content, the older refused',
    async (one, two) => {
      const model = sender.packet();
      const roads = await sender.roads(model);
      const supplement = await sender.roads({ ...model, supplement: 1, signedAt: '2026-11-22T03:00:00.000Z' });
      const id = await take(one, roads);
      expect(await taking(two, supplement)).toBe('updated');
      expect(await take(two, supplement)).toBe(id);
      expect(await countOf(model.number)).toBe(1);
      const { content } = await ward.received.get({ id });
      expect(content.signedAt).toBe('2026-11-22T03:00:00.000Z');
      if (one !== 'core') expect(content.patient.name).toBe(model.patient.name); // a code without a name takes none away
      for (const road of ['core', 'full', 'file'] as const) {
        expect(await taking(road, roads)).toBe('refused');
        expect(['same', 'completed']).toContain(await taking(road, supplement));
      }
    },
  );
});
