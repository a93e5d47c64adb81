import fc from 'fast-check';
import { expect, it } from 'vitest';
import { derivedId } from '../../../shared/fhir/derived-id.ts';
import { storedTime, wireTime } from '../../../shared/fhir/writing.ts';
import { Id } from '../../../shared/records/time.ts';

it('derives the same valid id for the same row and purpose, another for any other', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 4 }), fc.uuid({ version: 4 }), (a, b) => {
      expect(Id.safeParse(derivedId(a, 'consent-care')).success).toBe(true);
      expect(derivedId(a, 'consent-care')).toBe(derivedId(a, 'consent-care'));
      expect(derivedId(a, 'consent-care')).not.toBe(derivedId(a, 'consent-registry'));
      if (a !== b) expect(derivedId(a, 'consent-care')).not.toBe(derivedId(b, 'consent-care'));
    }),
  );
  expect(derivedId('5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', 'consent-care')).toMatchInlineSnapshot(
    `"9b24a786-c32c-847d-ad5c-ef4ae0150840"`,
  );
});

it('writes instants with the offset of the hospital and reads them back', () => {
  expect(wireTime('2026-11-22T01:05:00.000Z')).toBe('2026-11-22T09:05:00+08:00');
  expect(wireTime('2026-12-31T20:00:00.120Z')).toBe('2027-01-01T04:00:00.120+08:00');
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }), date => {
      expect(storedTime(wireTime(date.toISOString()))).toBe(date.toISOString());
    }),
  );
});
