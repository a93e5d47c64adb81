import { expect, it } from 'vitest';
import { normaliseName } from '../../../shared/records/name-text.ts';

it('stores every dot between Han characters as the middle dot', () => {
  for (const dot of ['•', '・', '．', '.', '·', ' · ']) {
    expect(normaliseName(`迪丽${dot}热巴`)).toBe('迪丽·热巴');
  }
});

it('leaves the full stop of a Latin name alone and trims blanks', () => {
  expect(normaliseName('  John  Q. Public ')).toBe('John Q. Public');
});

it('keeps rare characters as they are', () => {
  expect(normaliseName('张䶮㛃𠅤')).toBe('张䶮㛃𠅤');
});
