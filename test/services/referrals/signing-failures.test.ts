import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Store } from '../../../electron/services/database/store.ts';
import type { Platform } from '../../../electron/services/platform.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { type SiteClient, setUpSite } from '../../support/site-client.ts';
import { memoryPair, type OpenTransport } from '../../support/transports.ts';
import { codeOf, draftReferral, minimal, PASSWORD, sign } from './referral-site.ts';

let transport: OpenTransport;
let client: SiteClient;
let store: Store;
let hasEngine = true;

const LETTER_BYTES = 4 * 2 ** 20; // more than the free pages of a small database
const machine: Platform = {
  async renderPdf() {
    if (!hasEngine) throw new Error('no browser');
    return Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(LETTER_BYTES)]);
  },
  print: () => Promise.resolve('page'),
};

beforeAll(async () => {
  const executed = vi.spyOn(Store.prototype, 'execute');
  transport = await memoryPair(machine);
  client = await transport.connect();
  await setUpSite(client, { password: PASSWORD, samples: true });
  const seen = executed.mock.contexts.at(-1);
  if (!(seen instanceof Store)) throw new Error('nothing was written');
  store = seen;
  executed.mockRestore();
});
afterAll(() => transport.close());

/** The largest number of pages that the database file may have; `undefined` only asks how many there are. */
function pages(limit?: number): number {
  const [row] = store.all<Record<string, number>>({
    compile: () => ({
      sql: limit === undefined ? 'PRAGMA page_count' : `PRAGMA max_page_count = ${limit}`,
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'pages' },
    }),
  });
  return Object.values(row ?? {})[0] ?? 0;
}

async function written(): Promise<Referral> {
  const draft = await draftReferral(client);
  const form = { ...minimal(draft.form), presentIllness: '停药 3 个月后出现黄疸并加重。', purpose: '评估人工肝。' };
  return client.referrals.save({ id: draft.id, version: draft.version, form });
}

/** What a failure must leave as it was: the words, the version to go on from, and no number given away. */
const intact = ({ form, version, number, signedAt, delivery }: Referral) => ({
  ...{ form, version, number, signedAt, delivery },
});

describe('a signature that fails', () => {
  it('by a wrong password leaves the draft as it was, to be signed as it stands', async () => {
    const draft = await written();
    const { id, version } = draft;
    const wrong = { id, version, password: 'Wrong-pass-1', incompleteReason: '呕血' };
    expect(await codeOf(client.referrals.sign(wrong))).toBe('wrong-password');
    expect(intact(await client.referrals.get({ id }))).toEqual(intact(draft));
    expect((await sign(client, draft)).form).toEqual(draft.form);
  });

  it('by a full disk takes back all of it, gives no number away, and goes on when there is room', async () => {
    const draft = await written();
    const before = await sign(client, await written());
    pages(pages());
    try {
      expect(await codeOf(sign(client, draft))).toBe('disk-full');
      expect(intact(await client.referrals.get({ id: draft.id }))).toEqual(intact(draft));
    } finally {
      pages(1_000_000);
    }
    const signed = await sign(client, draft);
    expect(signed.form).toEqual(draft.form);
    expect(sequenceOf(signed)).toBe(sequenceOf(before) + 1);
  });

  it('in making the PDF only is none: it is signed, says that the letter is owed, and holds every word', async () => {
    const draft = await written();
    hasEngine = false;
    try {
      const signed = await sign(client, draft);
      expect(signed).toMatchObject({ letterOwed: true, supplement: 0, form: draft.form });
      expect(signed.number).not.toBeNull();
    } finally {
      hasEngine = true;
    }
  });

  it('because somebody else saved meanwhile keeps both: theirs stands, and mine can be stored on top', async () => {
    const draft = await written();
    const { id, version } = draft;
    const theirs = { ...draft.form, pastHistory: '乙肝 20 年' };
    await client.referrals.save({ id, version, form: theirs });
    expect(await codeOf(sign(client, draft))).toBe('stale-version');
    const present = await client.referrals.get({ id });
    expect(present).toMatchObject({ form: theirs, signedAt: null });
    const mine = { ...draft.form, pastHistory: '乙肝 20 年，停药 3 个月' };
    const saved = await client.referrals.save({ id, version: present.version, form: mine });
    expect((await sign(client, saved)).form).toEqual(mine);
  });
});

const sequenceOf = ({ number }: Referral): number => Number(number?.split('-')[2]?.slice(0, 4));
