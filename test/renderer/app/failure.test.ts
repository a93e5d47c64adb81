import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { toFailure } from '../../../renderer/app/failure.ts';
import { ERROR_CODES } from '../../../shared/contract/errors.ts';

describe('a rejected call', () => {
  it('keeps every code of the closed list with the data beside it', () => {
    for (const code of Object.keys(ERROR_CODES)) {
      const failure = toFailure(new ORPCError(code, { data: { fields: ['phone'], seconds: 30, count: 2 } }));
      expect(failure).toEqual({ code, fields: ['phone'], seconds: 30, count: 2 });
    }
  });

  it.each([
    ['BAD_REQUEST', 'invalid-input'],
    ['PAYLOAD_TOO_LARGE', 'invalid-input'],
    ['UNAUTHORIZED', 'not-signed-in'],
    ['FORBIDDEN', 'forbidden-role'],
    ['NOT_FOUND', 'not-found'],
    ['TOO_MANY_REQUESTS', 'too-many-attempts'],
    ['INTERNAL_SERVER_ERROR', 'internal'],
    ['BAD_GATEWAY', 'internal'],
    ['something-new', 'internal'],
    ['toString', 'internal'],
  ])('maps the code %s of the transport to %s', (code, ours) => {
    expect(toFailure(new ORPCError(code)).code).toBe(ours);
  });

  it('names the fields that the check at the boundary refused, each once', () => {
    const issues = [
      { path: ['facility', 'phone'] },
      { path: ['wards', 0, 'phone'] },
      { path: ['facility', 'phone'] },
      {},
    ];
    expect(toFailure(new ORPCError('BAD_REQUEST', { data: { issues } })).fields).toEqual([
      'facility.phone',
      'wards.0.phone',
    ]);
  });

  it('says that nobody knows whether it was done when no answer came', () => {
    expect(toFailure(new TypeError('fetch failed')).code).toBe('no-answer');
    expect(toFailure(new Error('internal')).code).toBe('no-answer');
    expect(toFailure(undefined).code).toBe('no-answer');
  });

  it('survives data of any shape', () => {
    for (const data of [null, 'text', 7, [], { fields: 'phone', seconds: '9' }, { issues: 'none' }]) {
      expect(toFailure(new ORPCError('internal', { data }))).toMatchObject({ fields: [], seconds: null, count: null });
    }
  });
});
