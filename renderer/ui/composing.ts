import type { KeyboardEvent } from 'react';

/**
 * Whether a key belongs to the input method and not to us: Enter chooses a word, Esc drops it, Tab walks through it.
 * keyCode 229 is what Chromium reports for keys that an input method has taken (facebook/react#3926, #8683).
 */
export function isComposing(event: KeyboardEvent | globalThis.KeyboardEvent): boolean {
  const native = 'nativeEvent' in event ? event.nativeEvent : event;
  return native.isComposing || native.keyCode === 229;
}
