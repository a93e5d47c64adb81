import { describe, expect, it } from 'vitest';
import {
  blankEpisodeDraft,
  draftOfEpisode,
  episodeFields,
  episodeLacks,
  restoreEpisodeDraft,
} from '../../../renderer/features/patient/episode-draft.ts';
import {
  findingEntries,
  findingQuestions,
  findingValue,
  keepTyped,
  openFindings,
  textOfFinding,
  unreadableFindings,
} from '../../../renderer/features/patient/finding-draft.ts';

describe('bedside findings as typed', () => {
  it('become values of their codes', () => {
    expect(
      findingEntries({ he: '0', ascites: 'mild', vasopressor: 'no', rrt: 'yes', sbp: '９２', weight: '65。5', pf: '' }),
    ).toEqual([
      { code: 'he', value: 0 },
      { code: 'ascites', value: 'mild' },
      { code: 'vasopressor', value: false },
      { code: 'rrt', value: true },
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

describe('lists and dry weight', () => {
  it('tell "none of them, looked for" from no answer', () => {
    expect(findingEntries({ complications: 'none', extrahepatic_of: '' })).toEqual([
      { code: 'complications', value: [] },
    ]);
    expect(findingEntries({ extrahepatic_of: 'kidney,brain' })).toEqual([
      { code: 'extrahepatic_of', value: ['kidney', 'brain'] },
    ]);
  });

  it('keep the basis of a dry weight, and wait for its number', () => {
    expect(findingEntries({ dry_weight: '63。9|moderate|oedema' })).toEqual([
      { code: 'dry_weight', value: { kg: 63.9, basis: 'moderate', oedema: true } },
    ]);
    expect(openFindings({ dry_weight: '|own|' })).toEqual(['dry_weight']);
  });

  it('store no detail of an answer that was taken back', () => {
    const bled = { variceal_bleed: 'current', variceal_bleed_at: '2026-11-22T01:00:00.000Z' };
    expect(findingEntries(bled)).toHaveLength(2);
    expect(findingEntries({ ...bled, variceal_bleed: 'none' })).toEqual([{ code: 'variceal_bleed', value: 'none' }]);
    expect(openFindings({ variceal_bleed: 'past', variceal_bleed_at: 'sometime' })).toEqual(['variceal_bleed_at']);
    expect(findingEntries({ vasopressor: 'no', vasopressor_drug: 'noradrenaline' })).toHaveLength(1);
  });

  it('come back as the text they were typed as, whatever the code', () => {
    const draft = { he: '2', rrt: 'no', sbp: '92', complications: 'none', infection_sites: 'lung,blood' };
    for (const { code, value } of findingEntries({ ...draft, dry_weight: '60|own|', vasopressor_drug: 'NA 0.2' }))
      expect(findingValue(code, textOfFinding(value))).toEqual(value);
  });
});

describe('doubts about a measure', () => {
  const ask = (draft: Parameters<typeof findingQuestions>[0], known = {}) =>
    findingQuestions(draft, known).map(({ code, id, offer, mayKeep }) => ({ code, id, offer, mayKeep }));

  it('name the likely unit and offer the number, but change nothing', () => {
    const draft = Object.freeze({ sbp: '16', dbp: '9' });
    expect(ask(draft)).toEqual([
      { code: 'sbp', id: 'kpa', offer: 120, mayKeep: false },
      { code: 'dbp', id: 'kpa', offer: 68, mayKeep: false },
    ]);
    expect(openFindings(draft)).toEqual(['sbp', 'dbp']);
    expect(ask({ height: '1.7' })).toEqual([{ code: 'height', id: 'metres', offer: 170, mayKeep: false }]);
    expect(ask({ fio2: '40' })).toEqual([{ code: 'fio2', id: 'fio2-is-percent', offer: 0.4, mayKeep: false }]);
    expect(ask({ pao2: '10' })).toEqual([{ code: 'pao2', id: 'pao2', offer: 75, mayKeep: false }]);
  });

  it('ask about a weight in jin by the height known before, and let it stand when kept', () => {
    const draft = { weight: '130' };
    expect(ask(draft)).toEqual([]);
    const [question] = findingQuestions(draft, { height: 170 });
    expect(question).toMatchObject({ code: 'weight', id: 'jin', offer: 65, mayKeep: true });
    if (question === undefined) throw new Error('it was asked');
    const kept = keepTyped(draft, question);
    expect(ask(kept, { height: 170 })).toEqual([]);
    expect(findingEntries(kept)).toEqual([{ code: 'weight', value: 130 }]);
    expect(ask({ ...kept, weight: '140' }, { height: 170 })).toHaveLength(1);
  });

  it('never let swapped pressures stand', () => {
    expect(ask({ sbp: '60', dbp: '95' })).toEqual([
      { code: 'sbp', id: 'pressures-swapped', offer: null, mayKeep: false },
    ]);
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

  it('takes no drug that was stopped before it was started', () => {
    const { fields, findings } = filled();
    const taken = { drug: 'ETV', startedOn: '2026-05-01', stoppedOn: '2026-04-30' };
    expect(episodeLacks({ fields: { ...fields, antiviral: taken }, findings }, NOW)).toEqual(['antiviral']);
    const right = { ...taken, stoppedOn: '2026-05-01' };
    expect(episodeLacks({ fields: { ...fields, antiviral: right }, findings }, NOW)).toEqual([]);
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
