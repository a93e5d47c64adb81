import { describe, expect, it } from 'vitest';
import { phasesOf } from '../../../renderer/features/course/phases.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';

const presented = '2026-11-01T00:00:00Z';
const { t } = createI18n('en');
const labels = (reached: Parameters<typeof phasesOf>[1]) =>
  phasesOf(Date.parse(presented), reached, t).map(({ at, label }) => [new Date(at).toISOString().slice(5, 13), label]);

describe('the way to the ward over the charts', () => {
  it('stands from T0 to its 48 h limit even before anything was sent', () => {
    expect(labels(undefined)).toEqual([
      ['11-01T00', 'T0'],
      ['11-03T00', 'T0+48 h'],
    ]);
  });

  it('shows what was reached; a signature is not "sent"', () => {
    const reached = { presented, signed: '2026-11-01T03:00:00Z', delivered: '2026-11-01T05:00:00Z' };
    expect(labels({ ...reached, admitted: '2026-11-02T05:00:00Z' })).toEqual([
      ['11-01T00', 'T0'],
      ['11-01T05', 'delivered'],
      ['11-02T05', 'admitted'],
      ['11-03T00', 'T0+48 h'],
    ]);
  });
});
