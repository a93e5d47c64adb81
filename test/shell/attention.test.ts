import { expect, it } from 'vitest';
import { callOnMore } from '../../electron/shell/attention.ts';

/** The calls of the task bar over a row of titles. */
function calls(titles: readonly string[], focused = false): boolean[] {
  const made: boolean[] = [];
  const tell = callOnMore({ isFocused: () => focused, flashFrame: flag => void made.push(flag) });
  for (const title of titles) tell(title);
  return made;
}

it('calls from the task bar when more people need a hand, and not again for the same', () => {
  expect(calls(['肝桥', '(1) 肝桥', '(1+) 肝桥', '(1) 肝桥'])).toEqual([true]);
  expect(calls(['(2) 肝桥', '(1) 肝桥', '(2) 肝桥'])).toEqual([true, true]);
});

it('stays quiet while somebody looks, and when fewer need a hand', () => {
  expect(calls(['(1) 肝桥', '(2) 肝桥'], true)).toEqual([]);
  expect(calls(['(12+) 肝桥', '(3) 肝桥', '肝桥'])).toEqual([true]);
});
