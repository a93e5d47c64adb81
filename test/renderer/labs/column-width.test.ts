import { describe, expect, it } from 'vitest';
import { fitting } from '../../../renderer/features/labs/column-width.ts';

describe('the samples that fit beside one another', () => {
  it('are counted from the newest, by the room that each needs', () => {
    expect(fitting([100, 100, 100, 100], 3)).toBe(3);
    expect(fitting([100, 240, 100, 100], 4)).toBe(2);
    expect(fitting([100, 400], 3)).toBe(1); // the newest is always shown
    expect(fitting([], 3)).toBe(0);
  });
});
