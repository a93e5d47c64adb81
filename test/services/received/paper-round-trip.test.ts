import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codesInImage } from '../../../renderer/features/reader/codes-in-image.ts';
import { coreCodeOf } from '../../../shared/referral/core-code.ts';
import { fullSetOf } from '../../../shared/referral/full-set.ts';
import { packetSha256 } from '../../../shared/referral/packet-hash.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { contentOfCore, contentOfFullSet, type ReceivedContent } from '../../../shared/referral/received.ts';
import { rasterisePdf } from '../../renderer/print/pdf-reading.ts';
import { openPrinter, type Printer } from '../../renderer/print/print-site.ts';
import { photocopied } from '../../renderer/reader/photocopy.ts';
import { handIn, signedReferral } from '../../support/roads.ts';
import { type TwoSites, twoSites } from './two-sites.ts';

const DPI = 300;

let printer: Printer;
let sites: TwoSites;

beforeAll(async () => {
  printer = await openPrinter();
  sites = await twoSites({ renderPdf: async paper => (await printer.print(paper)).pdf, print: async () => 'page' });
}, 60_000);
afterAll(async () => {
  await sites.close();
  await printer.close();
});

/** What the ward holds of it once this road is taken, by the road's own word. */
async function takenByCodes(texts: readonly string[]): Promise<ReceivedContent> {
  const outcome = await sites.ward.received.readCodes({ texts: [...texts] });
  if (outcome.state !== 'preview') throw new Error(JSON.stringify(outcome));
  expect(outcome.preview.standing).toBe('valid');
  expect((await sites.ward.received.takeCodes({ texts: [...texts] })).fault).toBeNull();
  return outcome.preview.content;
}

const byCode = <T extends { code: string; at: string }>(rows: readonly T[]) =>
  rows.toSorted((a, b) => a.code.localeCompare(b.code) || a.at.localeCompare(b.at));

/** Every laboratory value of the packet, as the file has to bring it. */
const labsOf = (model: PacketModel) =>
  byCode(
    model.observations
      .filter(({ voidedAt }) => voidedAt === null)
      .map(({ code, valueSi, sampledAt }) => ({ code, value: valueSi ?? '', at: new Date(sampledAt).toISOString() })),
  );

const byId = (scores: ReceivedContent['scores']) =>
  scores.toSorted((a, b) => a.id.localeCompare(b.id) || a.at.localeCompare(b.at));

/** Every score that has a value, or bounds in numbers where an input is missing: a valueRange knows no grades. */
const scoresOf = (model: PacketModel) =>
  byId(
    model.assessments.flatMap(({ scoreId: id, scoreVersion: version, anchorAt: at, outcome: { value, bounds } }) => {
      const isRange = bounds !== null && typeof bounds.low === 'number' && typeof bounds.high === 'number';
      const shown = value ?? (isRange ? `${bounds.low}~${bounds.high}` : null);
      return shown === null ? [] : [{ id, version, value: shown, at }];
    }),
  );

describe('from the composer to a second hospital', () => {
  it('brings every value by the printed page, copied and scanned, and by the file, with the hash that was signed', async () => {
    const { county, ward } = sites;
    const referral = await signedReferral(county);
    const { base64 } = await county.packet.pdf({ id: referral.id, pages: ['P1', 'P2'], language: 'zh' });
    const { model, qr, fullSet } = await county.packet.preview({ id: referral.id, pages: ['P1'], language: 'zh' });
    const sha256 = await packetSha256(model);
    expect(sha256).toBe(referral.packetSha256);

    const scanned: string[] = [];
    for (const image of await rasterisePdf(printer.browser, Buffer.from(base64, 'base64'), DPI))
      scanned.push(...codesInImage(await photocopied(printer.browser, image)));
    const core = scanned.filter(text => text === qr);
    const full = scanned.filter(text => text !== qr);
    expect(core).toHaveLength(1);
    expect(full).toHaveLength(fullSet.length);

    // Not the model's codes: what was found in the picture, by the ward's own reader.
    expect(await takenByCodes(core)).toEqual(contentOfCore(coreCodeOf(model, sha256)));
    const ofCodes = await takenByCodes(full);
    expect(ofCodes).toEqual(contentOfFullSet(fullSetOf(model, sha256)));
    expect(ofCodes.patient).toMatchObject({ name: '王测试', hospitalNumber: 'ZY2026-77', phone: '13800001111' });

    const exported = await county.sealedFiles.export({ referralId: referral.id });
    if (!exported.ok) throw new Error(exported.fault);
    const { id } = await ward.received.takeFile({ id: await handIn(ward, exported.text) });
    const held = await ward.received.get({ id: id ?? '' });
    expect(held.roads.toSorted()).toEqual(['core-code', 'file', 'full-code']);
    expect(byCode(held.content.labs)).toEqual(labsOf(model));
    const findings = model.findings.filter(({ voidedAt }) => voidedAt === null);
    expect(byCode(held.content.findings)).toEqual(
      byCode(findings.map(({ code, value, observedAt }) => ({ code, value, at: observedAt }))),
    );
    expect(byId(held.content.scores)).toEqual(scoresOf(model));
    expect(held.content.treatments).toHaveLength(model.treatments.length);
    expect(held.content).toMatchObject({
      ...{ number: referral.number, referralId: referral.id, rev: 1, urgency: 'now', reasons: ['worsening'] },
      ...{ diagnosis: { icd10: 'K72.9', text: '慢加急性肝衰竭' }, signedAt: referral.signedAt },
      packetHash: Buffer.from(sha256, 'hex').subarray(0, 16).toString('base64url'),
    });
    expect(held.content.packetHash).toBe(ofCodes.packetHash);
    const [letter] = held.attachments;
    const sent = await ward.received.attachment({ id: id ?? '', documentId: letter?.id ?? '' });
    expect(Buffer.from(sent.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  }, 120_000);
});
