import { expect, it } from 'vitest';
import { stemCellCourses } from '../../../shared/clinical/stem-cell-course.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import type { ParticularsOf } from '../../../shared/records/treatment-particulars.ts';
import { SAMPLE_PARTICULARS } from '../../support/sample-particulars.ts';

const ID = '5d0f8b8e-0f43-4d0a-9a58-0f5a3d7f0001';
const infusion = (
  startedAt: string,
  more: Partial<ParticularsOf<'stem-cells'>>,
  voidedAt: string | null = null,
): Treatment => ({
  id: ID,
  patientId: ID,
  episodeId: ID,
  version: 1,
  recordedAt: startedAt,
  recordedBy: 'u',
  voidedAt,
  kind: 'stem-cells',
  startedAt,
  endedAt: startedAt,
  detail: '',
  particulars: { ...SAMPLE_PARTICULARS['stem-cells'], ...more },
});

it('plans weekly infusions from the last one given and the follow-up 24 weeks after the first', () => {
  const [course] = stemCellCourses([
    infusion('2026-11-09T02:00:00Z', { infusionNumber: 2 }),
    infusion('2026-11-01T02:00:00Z', { infusionNumber: 1 }),
  ]);
  expect(course?.infusions).toEqual([
    { number: 1, on: '2026-11-01', state: 'given' },
    { number: 2, on: '2026-11-09', state: 'given' },
    { number: 3, on: '2026-11-16', state: 'due' },
    { number: 4, on: '2026-11-23', state: 'due' },
  ]);
  expect(course?.followUpOn).toBe('2027-04-18');
  expect(course?.outcome).toBeNull();
});

it('counts back to a first infusion given elsewhere, and keeps courses of two numbers apart', () => {
  const courses = stemCellCourses([
    infusion('2026-11-15T02:00:00Z', { infusionNumber: 3 }),
    infusion('2026-11-15T02:00:00Z', { registrationNumber: 'NCT-1', infusionNumber: 4, outcome24Weeks: 'alive' }),
    infusion('2026-11-15T02:00:00Z', { registrationNumber: 'NCT-2' }, '2026-11-16T00:00:00Z'),
  ]);
  expect(courses.map(({ registrationNumber, followUpOn }) => [registrationNumber, followUpOn])).toEqual([
    ['ChiCTR-0000000', '2027-04-18'],
    ['NCT-1', '2027-04-11'],
  ]);
  expect(courses[1]).toMatchObject({ outcome: 'alive', infusions: [{ number: 4, state: 'given' }] });
});
