import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { factsOfStep, recordFacts } from '../../../renderer/features/referral/record-facts.ts';
import { wordsOf } from '../../../renderer/print/words.ts';
import { createI18n } from '../../../shared/i18n/i18n.ts';
import { FIELD_GROUPS, STEPS } from '../../../shared/referral/field-groups.ts';

const full = samplePacket('full');
const facts = recordFacts(full, wordsOf('zh'), 'p');

describe('what the composer shows from the record', () => {
  it('is every group that it does not ask for itself', () => {
    const shown = new Set(facts.map(({ group }) => group));
    const elsewhere = FIELD_GROUPS.filter(({ by }) => !['referral', 'departure', 'ward'].includes(by));
    expect(elsewhere.map(({ group }) => group).filter(group => !shown.has(group))).toEqual([]);
    expect(STEPS.flatMap(step => factsOfStep(facts, step))).toHaveLength(facts.length);
  });

  it('names value, source and time of a laboratory value, and the way to correct it', () => {
    const tbil = facts.find(({ group, value }) => group === 39 && value.includes('总胆红素'));
    expect(tbil).toMatchObject({ value: '总胆红素 241.7 µmol/L', source: 'labs', path: '/patients/p/labs' });
    expect(tbil?.edit).toEqual({ of: 'lab', id: full.observations.findLast(({ code }) => code === 'TBIL')?.id });
    expect(tbil?.at).toBe(full.observations.findLast(({ code }) => code === 'TBIL')?.sampledAt);
  });

  it('lets everything that somebody recorded be corrected in its place, and computed or frozen things not', () => {
    for (const { group, source, edit, value } of facts) {
      const isTyped =
        ['patient', 'episode'].includes(source) || (['findings', 'labs'].includes(source) && value !== '');
      expect(edit !== null, `${group} ${source}`).toBe(isTyped);
    }
  });

  it('shows a gap as one, not as nothing', () => {
    const gaps = recordFacts(samplePacket('minimal'), wordsOf('en'), 'p').filter(({ value }) => value === '');
    for (const group of [34, 35, 39, 40]) expect(gaps.some(each => each.group === group)).toBe(true);
  });

  it('masks the identity number as lists do', () => {
    const shown = facts.find(({ group }) => group === 15)?.value ?? '';
    expect(shown).not.toBe(full.patient.identity.number);
    expect(shown).toContain('*');
  });

  it.each(['zh-CN', 'en'] as const)('has the names of all 70 groups in %s', language => {
    const { exists } = createI18n(language);
    for (const { group } of FIELD_GROUPS) expect(exists(`composer.group.g${group}`), String(group)).toBe(true);
  });
});
