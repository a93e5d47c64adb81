import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFindingObservation } from '../../../shared/fhir/observation.ts';
import type { Finding } from '../../../shared/records/finding.ts';
import { signedPackets, writingOf } from './packets.ts';

const [packet] = fc.sample(signedPackets, { numRuns: 1, seed: 4 });
if (packet === undefined) throw new Error('the generator gives one');
const writing = writingOf(packet);
const AT = '2026-11-22T01:05:00.000Z';

const sent = (code: Finding['code'], value: Finding['value']) =>
  toFindingObservation(
    {
      ...{ id: packet.referralId, patientId: packet.referralId, episodeId: packet.referralId },
      ...{ code, value, observedAt: AT, note: '', version: 1, recordedAt: AT, recordedBy: 'u', voidedAt: null },
    },
    writing,
  );

const components = (code: Finding['code'], value: Finding['value']) =>
  (sent(code, value).component ?? []).map(each => [each.code.coding?.[0]?.code, each.valueBoolean]);

describe('a finding on the wire', () => {
  it('counts a list and names each item; none of them is 0, not absent', () => {
    expect(sent('complications', ['infection', 'bleeding']).valueInteger).toBe(2);
    expect(components('complications', ['infection', 'bleeding'])).toEqual([
      ['infection', true],
      ['bleeding', true],
    ]);
    const none = sent('extrahepatic_of', []);
    expect([none.valueInteger, none.component, none.dataAbsentReason]).toEqual([0, undefined, undefined]);
    expect(sent('infection_sites', ['lung']).valueInteger).toBeUndefined();
    expect(components('infection_sites', ['lung'])).toEqual([['lung', true]]);
  });

  it('tells a dry weight with what it rests on', () => {
    const weight = sent('dry_weight', { kg: 60.4, basis: 'moderate', oedema: true });
    expect(weight.valueQuantity).toMatchObject({ value: 60.4, code: 'kg' });
    expect(weight.method?.text).toBe('中量腹水 −10 %，水肿 −5 %');
  });

  it('invents no time of day for a bleed of which only the day is known', () => {
    expect(sent('variceal_bleed_at', '2024-03-05').valueDateTime).toBe('2024-03-05');
    expect(sent('variceal_bleed_at', AT).valueDateTime).toMatch(/^2026-11-22T/);
    expect(sent('vasopressor_drug', 'NA 0.2').valueString).toBe('NA 0.2');
  });
});
