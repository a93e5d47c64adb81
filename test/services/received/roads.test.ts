import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeBase45 } from '../../../shared/referral/base45.ts';
import { joinParts, readPart } from '../../../shared/referral/code-container.ts';
import type { Referral } from '../../../shared/referral/referral.ts';
import { handIn, signedReferral } from '../../support/roads.ts';
import { type TwoSites, twoSites } from './two-sites.ts';

const AUDITOR = { login: 'auditor', password: 'Roads-2027' };
let sites: TwoSites;
let referral: Referral;
let core: string;
let full: string[];
let file: string;

const codesOf = async (id: string) => {
  const { qr, fullSet } = await sites.county.packet.preview({ id, pages: ['P1'], language: 'zh' });
  return { core: qr ?? '', full: fullSet };
};
const exportOf = async (referralId: string): Promise<string> => {
  const exported = await sites.county.sealedFiles.export({ referralId });
  if (!exported.ok) throw new Error(exported.fault);
  return exported.text;
};

beforeAll(async () => {
  sites = await twoSites();
  referral = await signedReferral(sites.county);
  ({ core, full } = await codesOf(referral.id));
  file = await exportOf(referral.id);
}, 60_000);
afterAll(() => sites.close());

const fileFault = async (site: 'county' | 'ward', text: string) => {
  const outcome = await sites[site].received.previewFile({ id: await handIn(sites[site], text) });
  return outcome.ok ? 'none' : outcome.fault;
};

describe('a referral on every road', () => {
  it('comes by core code, full set and file as one referral, each with the same values and hash', async () => {
    const { ward } = sites;
    const first = await ward.received.readCodes({ texts: [core] });
    expect(first).toMatchObject({ state: 'preview', preview: { road: 'core-code', taking: 'new', standing: 'valid' } });
    const { id } = await ward.received.takeCodes({ texts: [core] });
    if (id === null) throw new Error('not taken');
    expect(await ward.received.get({ id })).toMatchObject({
      number: referral.number,
      content: { patient: { name: null }, referralId: null },
      mayAnswer: false,
    });

    const second = await ward.received.readCodes({ texts: full.toReversed() });
    expect(second).toMatchObject({
      state: 'preview',
      preview: { road: 'full-code', taking: 'completed', isSealed: true, content: { patient: { name: '王测试' } } },
    });
    expect(await ward.received.takeCodes({ texts: full })).toEqual({ fault: null, id });

    const fileId = await handIn(ward, file);
    const preview = await ward.received.previewFile({ id: fileId });
    expect(preview).toMatchObject({ ok: true, kind: 'referral', preview: { taking: 'completed', heldId: id } });
    expect(await ward.received.takeFile({ id: fileId })).toEqual({ fault: null, id, referralId: null });

    const held = await ward.received.get({ id });
    expect(held).toMatchObject({ roads: ['core-code', 'full-code', 'file'], road: 'file', mayAnswer: true });
    expect(held.content).toMatchObject({
      referralId: referral.id,
      rev: 1,
      site: 'JX',
      receiver: 'SL1',
      urgency: 'now',
      patient: { name: '王测试', sex: 'male', birth: '1974-01-01', phone: '13800001111' },
      diagnosis: { text: '慢加急性肝衰竭', icd10: 'K72.9' },
    });
    // Both samples of the wire, and in the codes the last of each.
    const tbil = held.content.labs.filter(lab => lab.code === 'TBIL').map(lab => lab.value);
    expect(tbil.sort()).toEqual([300, 320]);
    if (second.state !== 'preview' || first.state !== 'preview') throw new Error('no preview');
    for (const lab of second.preview.content.labs) {
      const minute = lab.at.slice(0, 16);
      const same = held.content.labs.find(each => each.code === lab.code && each.at.startsWith(minute));
      expect([lab.code, same?.value]).toEqual([lab.code, lab.value]);
    }
    const hashes = [first.preview, second.preview, held].map(each => each.content.packetHash);
    expect(new Set(hashes).size).toBe(1);
    const signedHash = Buffer.from(referral.packetSha256 ?? '', 'hex')
      .subarray(0, 16)
      .toString('base64url');
    expect(hashes[0]).toBe(signedHash);
    expect(await ward.received.list()).toHaveLength(1);
    const [letter] = held.attachments;
    const { base64 } = await ward.received.attachment({ id, documentId: letter?.id ?? '' });
    expect(Buffer.from(base64, 'base64').toString()).toBe('%PDF-1.7 fictional');
  });

  it('taken twice changes nothing', async () => {
    const [line] = await sites.ward.received.list();
    const before = await sites.ward.received.get({ id: line?.id ?? '' });
    await sites.ward.received.takeFile({ id: await handIn(sites.ward, await exportOf(referral.id)) });
    await sites.ward.received.takeCodes({ texts: full });
    expect(await sites.ward.received.get({ id: before.id })).toEqual(before);
  });

  it('leaves an event of the channel file at the county, and is not called sent', async () => {
    const after = await sites.county.referrals.get({ id: referral.id });
    expect(after.delivery.state).toBe('local-only');
  });
});

describe('reading a received patient', () => {
  it('is audited, one event a look', async () => {
    const { ward } = sites;
    const filter = { kind: 'read', actorId: null, patient: '', from: null, to: null } as const;
    const [line] = await ward.received.list();
    for (let times = 0; times < 3; times += 1) await ward.received.get({ id: line?.id ?? '' });
    await ward.users.add({ ...AUDITOR, displayName: '审计员', title: '', phone: '', roles: ['auditor'] });
    const auditor = await sites.another('ward');
    await auditor.session.unlock(AUDITOR);
    const reads = await auditor.audit.list({ before: null, limit: 50, filter });
    expect(reads.map(({ action, subjectId }) => [action, subjectId])).toEqual([['received.get', line?.id]]);
  });
});

describe('what is not to be trusted', () => {
  it('is refused by name: file', async () => {
    expect(await fileFault('county', file)).toBe('wrong-receiver');
    expect(await fileFault('ward', 'hello there')).toBe('not-ours');
    const middle = Math.floor(file.length / 2);
    const changed = file.slice(0, middle) + (file[middle] === 'A' ? 'B' : 'A') + file.slice(middle + 1);
    expect(await fileFault('ward', changed)).toBe('damaged');
    expect(await fileFault('ward', file.slice(0, -10))).toBe('damaged');
    const [, ...rest] = file.split('.');
    const otherHead = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url');
    expect(await fileFault('ward', [otherHead, ...rest].join('.'))).toBe('not-ours');
  });

  it('is refused by name: codes', async () => {
    const fault = async (texts: string[], site: 'county' | 'ward' = 'ward') => {
      const outcome = await sites[site].received.readCodes({ texts });
      return outcome.state === 'refused' ? outcome.fault : outcome.state;
    };
    expect(await fault(['https://example.org/'])).toBe('not-ours');
    expect(await fault(full, 'county')).toBe('wrong-receiver');
    const part = readPart(core);
    const bytes = part && joinParts([part]);
    const altered = encodeBase45(bytes?.map((byte, i) => (i === 30 ? byte ^ 1 : byte)) ?? new Uint8Array());
    expect(await fault([`GQ1/1/1/${part?.mark}/${altered}`])).toBe('altered');
    expect(await fault([core.slice(0, 80)])).toBe('damaged');
    expect(await fault([core.replace('GQ1', 'GQ7')])).toBe('newer-format');
  });

  it('is an unknown sender until the keys are compared, and a revoked one after', async () => {
    const strangers = await twoSites();
    try {
      const another = await signedReferral(strangers.county);
      const { qr } = await strangers.county.packet.preview({ id: another.id, pages: ['P1'], language: 'zh' });
      expect(await sites.ward.received.readCodes({ texts: [qr ?? ''] })).toEqual({
        state: 'refused',
        fault: 'unknown-sender',
      });
      await strangers.ward.trust.revokePartner({ code: 'JX', reason: '电脑失窃' });
      const later = await strangers.ward.received.readCodes({ texts: [qr ?? ''] });
      expect(later).toMatchObject({ state: 'preview', preview: { standing: 'revoked-later' } });
    } finally {
      await strangers.close();
    }
  }, 60_000);

  it('is no file where the patient refused to share', async () => {
    const refused = await signedReferral(sites.county, 'no');
    expect(await sites.county.sealedFiles.export({ referralId: refused.id })).toEqual({
      ok: false,
      fault: 'nothing-to-carry',
    });
  });
});

describe("the ward's answer", () => {
  it('travels back by file, stands as unconfirmed, and the same file twice adds nothing', async () => {
    const { county, ward } = sites;
    const [line] = await ward.received.list();
    const held = await ward.received.get({ id: line?.id ?? '' });
    const blank = { reason: '', advice: '', expectedAt: null, place: '', onwardTo: '' };
    await expect(
      ward.received.answer({ id: held.id, version: held.version, answer: { ...blank, answer: 'bed-assigned' } }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
    await ward.received.answer({
      id: held.id,
      version: held.version,
      answer: { ...blank, answer: 'bed-assigned', place: '12 床' },
    });
    const exported = await ward.received.exportAnswer({ id: held.id });
    if (!exported.ok) throw new Error(exported.fault);
    expect(exported.fileName).toBe(`${referral.number}-answer.gqx`);

    const id = await handIn(county, exported.text);
    expect(await county.received.previewFile({ id })).toMatchObject({
      ok: true,
      kind: 'answer',
      fresh: 1,
      answers: [{ to: 'bed-assigned', outputs: [{ code: 'bed', text: '12 床' }] }],
    });
    expect(await county.received.takeFile({ id })).toMatchObject({ fault: null, referralId: referral.id });
    expect(await county.received.previewFile({ id: await handIn(county, exported.text) })).toMatchObject({ fresh: 0 });
    await county.received.takeFile({ id: await handIn(county, exported.text) });

    const { delivery } = await county.referrals.get({ id: referral.id });
    expect(delivery).toMatchObject({
      state: 'local-only',
      outside: { businessStatus: 'bed-assigned', channel: 'file' },
    });
    const course = await county.answers.course({ referralId: referral.id });
    expect(course.entries.filter(entry => entry.kind === 'bed-assigned')).toHaveLength(1);
    expect(course.entries.map(entry => [entry.kind, entry.channel])).toContainEqual(['exported', 'file']);
    expect(await fileFault('ward', exported.text)).toBe('wrong-receiver');
  });

  it('may follow only where the referral can go', async () => {
    const [line] = await sites.ward.received.list();
    const held = await sites.ward.received.get({ id: line?.id ?? '' });
    const decline = {
      answer: 'declined' as const,
      reason: '无床',
      advice: '',
      expectedAt: null,
      place: '',
      onwardTo: '',
    };
    const declined = await sites.ward.received.answer({ id: held.id, version: held.version, answer: decline });
    expect(declined.mayAnswer).toBe(false);
    await expect(
      sites.ward.received.answer({ id: held.id, version: declined.version, answer: decline }),
    ).rejects.toMatchObject({ code: 'illegal-move' });
  });
});
