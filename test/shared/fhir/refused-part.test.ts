import type { Bundle } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { toHeadBundles } from '../../../shared/fhir/head-bundle.ts';
import { partsNamed, unsoundParts } from '../../../shared/fhir/refused-part.ts';
import { samplePacket, writingOf } from './packets.ts';

const packet = samplePacket(7);
const [bundle = { resourceType: 'Bundle', type: 'transaction' } as Bundle] = toHeadBundles(
  packet,
  { patientVersion: 1, doctorId: '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001', op: null },
  writingOf(packet),
);
const at = (type: string) => bundle.entry?.findIndex(({ resource }) => resource?.resourceType === type) ?? -1;
const changed = (type: string, change: object): Bundle => ({
  ...bundle,
  entry: bundle.entry?.map((entry, index) =>
    index === at(type) && entry.resource ? { ...entry, resource: { ...entry.resource, ...change } } : entry,
  ),
});

describe('a refusal in a server’s words', () => {
  it.each([
    ['value Invalid date Patient.birthDate', 'birthDate'],
    ['invariant Constraint pat-1 Patient.contact[0]', 'patient'],
    ['not-found Resource Organization/org-SLYY not found, specified in path: Task.owner', 'organization'],
    ['structure ServiceRequest.note[0].text', 'purpose'],
  ])('%s', (words, part) => {
    expect(partsNamed(words, bundle).map(each => each.part)).toContain(part);
  });

  it('finds the entry that a server counts, with the item’s name', () => {
    const index = at('Observation');
    const [part] = partsNamed(`value wrong Bundle.entry[${index}].resource.valueQuantity`, bundle);
    expect(part?.part).toMatch(/lab|score/);
    expect(part?.item).not.toBe('');
    expect(part?.element).toBe('Observation.valueQuantity');
  });

  it('names nothing where the words name nothing', () => {
    expect(partsNamed('processing Something went wrong', bundle)).toEqual([]);
  });
});

describe('what no server takes', () => {
  it('is found by looking: empty text, control characters, times that are none', () => {
    expect(unsoundParts(bundle)).toEqual([]);
    expect(unsoundParts(changed('ServiceRequest', { note: [{ text: 'a\u0001b' }] }))).toMatchObject([
      { part: 'purpose' },
    ]);
    expect(unsoundParts(changed('ServiceRequest', { authoredOn: 'yesterday' }))).toMatchObject([{ part: 'request' }]);
    expect(unsoundParts(changed('Patient', { name: [{ text: ' ' }] }))).toMatchObject([{ part: 'name' }]);
  });
});
