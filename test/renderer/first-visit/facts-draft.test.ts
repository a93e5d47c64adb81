import { expect, it } from 'vitest';
import { blankFacts, courseFields, FactsDraft } from '../../../renderer/features/first-visit/facts-draft.ts';

const begun: FactsDraft = { ...blankFacts(), t0: '2026-11-22T00:00:00Z', aetiologies: ['hbv'] };

it('begins the course with the acute presentation that was ticked', () => {
  expect(courseFields({ ...begun, acutePresentation: ['jaundice'] }, null)?.acutePresentation).toEqual(['jaundice']);
});

it('saves without one: rule R1 is a question, no lock', () => {
  expect(courseFields(begun, null)?.acutePresentation).toEqual([]);
});

it('takes a draft back that is older than the question', () => {
  const { acutePresentation: _new, ...old } = begun;
  expect(FactsDraft.parse(old)).toEqual(begun);
});
