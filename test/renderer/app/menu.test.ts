import { describe, expect, it } from 'vitest';
import { may, menuFor, settingsFor } from '../../../renderer/app/menu.ts';

describe('the menu by role', () => {
  it('leads a physician and a nurse to patients and outbox, and to what concerns their work in the settings', () => {
    for (const role of ['physician', 'nurse'] as const) {
      const figures = role === 'physician' ? ['figures'] : [];
      expect(menuFor([role])).toEqual({
        pages: ['worklist', 'outbox', 'reader', ...figures, 'settings'],
        home: '/worklist',
      });
      expect(settingsFor([role])).toEqual(['critical-values', 'policy', 'lab-import', 'formulas', 'model', 'password']);
    }
  });

  it('leads a quality reviewer to the masked list, not to the outbox', () => {
    expect(menuFor(['quality-reviewer'])).toEqual({ pages: ['worklist', 'figures', 'settings'], home: '/worklist' });
    expect(settingsFor(['quality-reviewer'])).toEqual(['formulas', 'model', 'password']);
  });

  it('leads an administrator to the settings and to no patient', () => {
    expect(menuFor(['administrator'])).toEqual({ pages: ['settings'], home: '/settings/facility' });
    expect(settingsFor(['administrator'])).toEqual([
      'facility',
      'users',
      'wards',
      'registry',
      'keys',
      'critical-values',
      'policy',
      'lab-import',
      'backup',
      'audit',
      'formulas',
      'model',
      'password',
    ]);
  });

  it('leads an auditor to the audit log alone', () => {
    expect(menuFor(['auditor'])).toEqual({ pages: ['settings'], home: '/settings/audit' });
    expect(settingsFor(['auditor'])).toEqual(['audit', 'password']);
  });

  it('joins the pages of several roles', () => {
    expect(menuFor(['physician', 'administrator']).home).toBe('/worklist');
    expect(settingsFor(['physician', 'administrator'])).toContain('users');
  });

  it('allows nothing to nobody', () => {
    expect(may(undefined, 'readRecords')).toBe(false);
    expect(may(['nurse'], 'sign')).toBe(false);
  });
});
