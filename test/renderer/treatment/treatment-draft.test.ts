import { expect, it } from 'vitest';
import {
  BLANK_TREATMENT,
  disturbedBy,
  treatmentFields,
  treatmentLacks,
} from '../../../renderer/features/treatment/treatment-draft.ts';

const NOW = '2026-11-22T12:00:00Z';
const filled = {
  kind: 'plasma-exchange',
  startedAt: '2026-11-22T08:00:00Z',
  endedAt: null,
  detail: ' 2000 mL ',
} as const;

it('needs a kind and a start, and an end after the start', () => {
  expect(treatmentLacks(BLANK_TREATMENT, NOW)).toEqual(['kind', 'startedAt']);
  expect(treatmentLacks(filled, NOW)).toEqual([]);
  expect(treatmentLacks({ ...filled, endedAt: '2026-11-22T07:59:00Z' }, NOW)).toEqual(['order']);
  expect(treatmentLacks({ ...filled, startedAt: '2026-11-22T13:00:00Z' }, NOW)).toEqual(['future']);
});

it('stores what was written, trimmed, and leaves an open end open', () => {
  expect(treatmentFields(filled)).toEqual({ ...filled, detail: '2000 mL' });
  expect(treatmentFields(BLANK_TREATMENT)).toBeNull();
});

it('says which values the treatment will disturb', () => {
  expect(disturbedBy('plasma-exchange')).toMatchObject({
    effect: 'exclude',
    codes: expect.arrayContaining(['TBIL', 'INR']),
  });
  expect(disturbedBy('albumin')).toEqual({ effect: 'mark', codes: ['ALB'] });
  expect(disturbedBy('antiviral')).toBeNull();
});
