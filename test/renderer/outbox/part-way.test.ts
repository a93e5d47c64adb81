import { expect, it } from 'vitest';
import { wayOf } from '../../../renderer/features/outbox/part-way.ts';

it('tells where a refused part is put right, and of what nobody here can mend nothing', () => {
  expect(wayOf('birthDate')).toBe('patient');
  expect(wayOf('lab')).toBe('labs');
  expect(wayOf('urgency')).toBe('form');
  expect(wayOf('organization')).toBeNull();
});
