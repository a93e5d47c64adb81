import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { isComposing } from '../ui/composing.ts';

export interface Shortcut {
  /** `/`, `?`, `g` and a letter as `g w`, a function key as `F8`, or `NEXT_STEP`. Never a clinical action. */
  keys: string;
  /** What it does, for the help of the page. */
  label: string;
  run(): void;
}

interface ShortcutStore {
  sets: readonly (readonly Shortcut[])[];
  add(set: readonly Shortcut[]): void;
  remove(set: readonly Shortcut[]): void;
}

/** All shortcuts of what is on screen now; the help shows them in this order. */
export const useShortcutStore = create<ShortcutStore>()(set => ({
  sets: [],
  add: added => set(({ sets }) => ({ sets: [...sets, added] })),
  remove: removed => set(({ sets }) => ({ sets: sets.filter(each => each !== removed) })),
}));

/** Offers shortcuts while the component is on screen; pages of a patient add their own. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const { add, remove } = useShortcutStore.getState();
  const current = useRef(shortcuts);
  current.current = shortcuts;
  const signature = shortcuts.map(each => `${each.keys}\t${each.label}`).join('\n');
  useEffect(() => {
    const labels = signature === '' ? [] : signature.split('\n').map(line => line.split('\t'));
    const offered = labels.map(([keys = '', label = '']) => ({
      keys,
      label,
      run: () => current.current.find(each => each.keys === keys)?.run(),
    }));
    add(offered);
    return () => remove(offered);
  }, [signature, add, remove]);
}

/** Leads to the page's one button from anywhere, out of a text too; pressing it stays a step of its own. */
export const NEXT_STEP = 'Ctrl Enter';

/** Means the same in a text as beside it. */
const FUNCTION_KEY = /^F\d+$/;

const WITHOUT_TEXT = ['radio', 'checkbox', 'range', 'button', 'file'];

/** A letter means itself here: in a text, and in a list that is searched by letters. */
const isTyping = (target: EventTarget | null) => {
  if (target instanceof HTMLInputElement) return !WITHOUT_TEXT.includes(target.type);
  return target instanceof HTMLElement && (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName));
};

/** How long after `g` a letter still belongs to it. */
const SEQUENCE_MS = 1500;

/** Listens for the whole window. Letters typed into a field are never taken. */
export function listenForShortcuts(): () => void {
  let prefixAt = Number.NEGATIVE_INFINITY;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isComposing(event)) return;
    const isHeld = event.ctrlKey || event.metaKey;
    const isNextStep = isHeld && event.key === 'Enter';
    const writesNothing = isNextStep || FUNCTION_KEY.test(event.key);
    if (!writesNothing && (isHeld || isTyping(event.target))) return;
    const inSequence = event.timeStamp - prefixAt < SEQUENCE_MS;
    prefixAt = Number.NEGATIVE_INFINITY;
    if (event.key === 'g' && !inSequence) {
      prefixAt = event.timeStamp;
      return;
    }
    const keys = isNextStep ? NEXT_STEP : inSequence ? `g ${event.key}` : event.key;
    const found = useShortcutStore
      .getState()
      .sets.flat()
      .findLast(shortcut => shortcut.keys === keys);
    if (!found) return;
    event.preventDefault();
    found.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}
