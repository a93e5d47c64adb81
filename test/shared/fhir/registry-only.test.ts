import { describe, expect, it } from 'vitest';
import { REGISTRY_ANSWERS, REGISTRY_WIRE } from '../../../shared/fhir/codes.ts';
import { toOutcomes, toResearchFields } from '../../../shared/fhir/registry-only.ts';
import { toTreatment } from '../../../shared/fhir/treatment.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { blankReturn, FOLLOW_UPS, OUTCOMES } from '../../../shared/referral/return-record.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';
import { samplePacket, writingOf } from './packets.ts';

const PACKET = samplePacket();
const writing = writingOf(PACKET);
const REFERRAL = PACKET.referralId;
const infusion: Treatment = {
  id: '5c1c0f6e-3f6b-4a5e-9d8b-0f2a6f3d9e11',
  ...{ episodeId: PACKET.episode.id, patientId: PACKET.episode.patientId, version: 2 },
  ...{ kind: 'stem-cells', startedAt: '2026-11-20T02:00:00.000Z', endedAt: null, detail: '' },
  particulars: { ...SAMPLE_PARTICULARS['stem-cells'], outcome24Weeks: 'lost' },
  ...{ recordedAt: '2026-11-20T03:00:00.000Z', recordedBy: '示例医生', voidedAt: null },
};

describe('what goes to the registry only', () => {
  it('is not in what the ward reads of a treatment', () => {
    const told = JSON.stringify(toTreatment(infusion, writing));
    const { registrationNumber, consentOn, product } = SAMPLE_PARTICULARS['stem-cells'];
    expect(told).toContain(product);
    for (const research of [registrationNumber, consentOn, '24 周']) expect(told).not.toContain(research);
  });

  it('has a Chinese word for every answer', () => {
    for (const word of [...OUTCOMES, ...FOLLOW_UPS]) expect(REGISTRY_ANSWERS[word], word).toBeDefined();
  });

  it('is one resource an item, the same at each sending, with the version of what it was read from', () => {
    const content = { ...blankReturn(), outcome: 'improved', outcomeOn: '2026-11-22' } as const;
    const outcomes = toOutcomes(REFERRAL, content, 3, writing);
    expect(outcomes.map(({ code, effectiveDateTime }) => [code.coding?.[0]?.code, effectiveDateTime])).toEqual([
      ['outcome', '2026-11-22'],
    ]);
    const all = [...outcomes, ...toResearchFields(REFERRAL, [infusion], writing)];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.map(({ id }) => id)).toEqual(
      [...toOutcomes(REFERRAL, content, 4, writing), ...toResearchFields(REFERRAL, [infusion], writing)].map(
        ({ id }) => id,
      ),
    );
    for (const { code } of all) expect(Object.keys(REGISTRY_WIRE)).toContain(code.coding?.[0]?.code);
    expect(outcomes[0]?.extension?.find(({ url }) => url.endsWith('/rev'))?.valuePositiveInt).toBe(3);
  });

  it('says nothing of what nobody has answered, and nothing of an infusion that was voided', () => {
    expect(toOutcomes(REFERRAL, blankReturn(), 1, writing)).toEqual([]);
    expect(toResearchFields(REFERRAL, [{ ...infusion, voidedAt: '2026-11-21T00:00:00.000Z' }], writing)).toEqual([]);
  });
});
