import { describe, expect, it } from 'vitest';
import {
  blankEpisodeDraft,
  draftOfEpisode,
  episodeFields,
  episodeLacks,
  restoreEpisodeDraft,
} from '../../../renderer/features/patient/episode-draft.ts';
import { findingEntries, unreadableFindings } from '../../../renderer/features/patient/finding-draft.ts';

describe('bedside findings as typed', () => {
  it('become values of their codes', () => {
    expect(
      findingEntries({ he: '0', ascites: 'mild', vasopressor: 'no', rrt: 'yes', sbp: '９２', weight: '65。5', pf: '' }),
    ).toEqual([
      { code: 'he', value: 0 },
      { code: 'ascites', value: 'mild' },
      { code: 'rrt', value: true },
      { code: 'vasopressor', value: false },
      { code: 'sbp', value: 92 },
      { code: 'weight', value: 65.5 },
    ]);
    expect(findingEntries({ he: 'not-assessable' })).toEqual([{ code: 'he', value: 'not-assessable' }]);
  });

  it('never make a value of what nobody looked at', () => {
    expect(findingEntries({})).toEqual([]);
    expect(findingEntries({ weight: '  ' })).toEqual([]);
  });

  it('say what cannot be one', () => {
    expect(unreadableFindings({ sbp: '300', dbp: '12,5', weight: '65', height: '' })).toEqual(['sbp', 'dbp']);
    expect(findingEntries({ sbp: '300' })).toEqual([]);
  });
});

describe('the episode form', () => {
  const NOW = '2026-11-22T02:00:00Z';
  const filled = () => {
    const blank = blankEpisodeDraft();
    return {
      ...blank,
      fields: { ...blank.fields, firstPresentationAt: '2026-11-22T00:00:00Z', aetiologies: ['hbv' as const] },
    };
  };

  it('needs T0 and an aetiology, and no T0 ahead of the clock', () => {
    expect(episodeLacks(blankEpisodeDraft(), NOW)).toEqual(['t0', 'aetiology']);
    expect(episodeLacks(filled(), NOW)).toEqual([]);
    const ahead = { ...filled(), fields: { ...filled().fields, firstPresentationAt: '2026-11-22T02:05:01Z' } };
    expect(episodeLacks(ahead, NOW)).toEqual(['future']);
  });

  it('holds a finding that cannot be read against saving', () => {
    expect(episodeLacks({ ...filled(), findings: { sbp: '9' } }, NOW)).toEqual(['findings']);
  });

  it('stores nothing while something is missing, and no basis without cirrhosis', () => {
    expect(episodeFields(blankEpisodeDraft())).toBeNull();
    const doubtful = filled();
    const fields = episodeFields({
      ...doubtful,
      fields: { ...doubtful.fields, cirrhosis: { state: 'unknown', basis: ['ct'] } },
    });
    expect(fields?.cirrhosis).toEqual({ state: 'unknown', basis: [] });
  });

  it('never answers a question by itself', () => {
    const { cirrhosis, decompensated, cholestatic } = blankEpisodeDraft().fields;
    expect([cirrhosis.state, decompensated, cholestatic]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(blankEpisodeDraft().findings).toEqual({});
  });

  it('comes back from a stored draft as it was left, and from the record without its row', () => {
    const left = { ...filled(), findings: { he: '1', sbp: '9' } };
    expect(restoreEpisodeDraft(JSON.parse(JSON.stringify(left)))).toEqual(left);
    for (const body of [null, {}, { fields: {}, findings: {} }]) expect(restoreEpisodeDraft(body)).toBeNull();
    const fields = episodeFields(filled());
    if (fields === null) throw new Error('the form was filled');
    expect(draftOfEpisode(fields)).toEqual({ fields, findings: {} });
  });
});
