import { describe, expect, it, vi } from 'vitest';
import { createFocus } from '../../../renderer/charts/focus.ts';

describe('focus shared by the panels', () => {
  it('moves the line at once and tells the readers once, after the paint', () => {
    const tasks: (() => void)[] = [];
    const focus = createFocus(task => tasks.push(task));
    const line = vi.fn();
    const reader = vi.fn();
    focus.follow(line);
    focus.subscribe(reader);
    focus.set(1);
    focus.set(2);
    focus.set(2);
    expect(line.mock.calls).toEqual([[1], [2]]);
    expect(reader).not.toHaveBeenCalled();
    expect(tasks).toHaveLength(1);
    tasks[0]?.();
    expect(reader).toHaveBeenCalledOnce();
    expect(focus.at()).toBe(2);
  });

  it('forgets who has left', () => {
    const focus = createFocus(task => task());
    const line = vi.fn();
    focus.follow(line)();
    focus.set(1);
    expect(line).not.toHaveBeenCalled();
  });
});
