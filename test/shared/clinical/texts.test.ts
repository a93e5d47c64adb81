import { describe, expect, it } from 'vitest';
import { inputKeys } from '../../../shared/clinical/analytes.ts';
import { allBands, allRiskFunctions } from '../../../shared/clinical/bands.ts';
import { explain } from '../../../shared/clinical/explanation.ts';
import { artificialLiver, managementItemIds } from '../../../shared/clinical/management.ts';
import { parseNote } from '../../../shared/clinical/note.ts';
import { nutritionTargets } from '../../../shared/clinical/nutrition.ts';
import { organNames } from '../../../shared/clinical/organ-name.ts';
import { evaluate, scoreDefinitions } from '../../../shared/clinical/score-registry.ts';
import { workedPatients } from '../../../shared/clinical/worked-patients.ts';
import { clinical as en } from '../../../shared/i18n/en/clinical.ts';
import { clinical as zh } from '../../../shared/i18n/zh-CN/clinical.ts';

function paths(node: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [path, text] of paths(value, `${prefix}${key}.`)) found.set(path, text);
  }
  return found;
}

const placeholders = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

describe('texts of the engine', () => {
  it('have the same keys, the same placeholders and no empty text in both languages', () => {
    const english = paths(en);
    const chinese = paths(zh);
    expect([...english.keys()].toSorted()).toEqual([...chinese.keys()].toSorted());
    for (const [path, text] of chinese) {
      expect(text.trim(), path).not.toBe('');
      expect(placeholders(english.get(path) ?? ''), path).toEqual(placeholders(text));
    }
  });

  it('use no key that i18next would split', () => {
    for (const path of paths(zh).keys()) for (const key of path.split('.')) expect(key).not.toMatch(/[:]/);
  });

  it.each([
    ['input', inputKeys],
    ['organ', organNames],
    ['population', scoreDefinitions.map(({ id }) => id)],
    ['remark', scoreDefinitions.map(({ id }) => id)],
    ['need', scoreDefinitions.flatMap(({ inputs }) => inputs.map(({ need }) => need))],
    ['outcome', scoreDefinitions.map(({ predicts }) => predicts.code)],
    ['outcome', [...allBands, ...allRiskFunctions].map(({ outcome }) => outcome)],
  ] as const)('%s covers every id', (section, ids) => {
    for (const id of ids) expect(Object.keys(zh[section]), id).toContain(id);
  });

  it('cover pathway, management and nutrition', () => {
    for (const id of managementItemIds) expect(Object.keys(zh.management.item)).toContain(id);
    for (const { id } of nutritionTargets(1500, 60)) expect(Object.keys(zh.nutrition.target)).toContain(id);
    expect(Object.keys(zh.artificialLiver.preferred)).toEqual([...artificialLiver.preferred]);
    expect(Object.keys(zh.artificialLiver.relativeContraindications)).toEqual([
      ...artificialLiver.relativeContraindications,
    ]);
  });

  it('cover every note, rule and clause that the worked patients and bare records produce', () => {
    for (const patient of [
      ...Object.values(workedPatients),
      {},
      { tbil: 205, rrt: true, cirrhosis: false, hbv: false },
    ]) {
      for (const { id } of scoreDefinitions) {
        for (const note of evaluate(id, patient).notes) expect(Object.keys(zh.note)).toContain(parseNote(note).code);
        const { rule, terms } = explain(id, patient);
        if (rule !== null) expect(Object.keys(zh.rule)).toContain(rule);
        for (const term of terms) if (term.kind === 'clause') expect(Object.keys(zh.clause)).toContain(term.clause);
      }
    }
  });

  it('take a note apart', () => {
    expect(parseNote('organ:liver=2')).toEqual({ code: 'organ', subject: 'liver', value: '2' });
    expect(parseNote('mixed')).toEqual({ code: 'mixed', subject: null, value: null });
  });
});
