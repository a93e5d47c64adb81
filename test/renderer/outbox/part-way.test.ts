import { expect, it } from 'vitest';
import { formPage, pageOfPart, wayOf } from '../../../renderer/features/outbox/part-way.ts';

it('tells where a refused part is put right, and of what nobody here can mend nothing', () => {
  expect(wayOf('birthDate')).toBe('patient');
  expect(wayOf('lab')).toBe('labs');
  expect(wayOf('urgency')).toBe('form');
  expect(wayOf('organization')).toBeNull();
});

it('leads to the page, of the form to its field; the settings of users to whoever may change them', () => {
  expect(pageOfPart('birthDate', 'p1', false)).toBe('/patients/p1/edit');
  expect(pageOfPart('lab', 'p1', false)).toBe('/patients/p1/labs');
  expect(pageOfPart('purpose', 'p1', false)).toBe('/patients/p1/referral?field=purpose');
  expect(pageOfPart('doctor', 'p1', false)).toBeNull();
  expect(pageOfPart('doctor', 'p1', true)).toBe('/settings/users');
  expect(pageOfPart('organization', 'p1', true)).toBeNull();
  expect(formPage('p1', ['letter', 'diagnosis', 'urgency'])).toBe('/patients/p1/referral?field=impression');
});
