/** What one step back takes back: a cell's text, a row's unit, or many cells at once (a paste, a column). */
export type StepKind = 'cell' | 'row' | 'batch';

export interface Step<T> {
  readonly kind: StepKind;
  /** What was changed; following changes of the same thing are one step until it is sealed. */
  readonly key: string;
  readonly before: T;
  readonly after: T;
}

export interface History<T> {
  readonly past: readonly Step<T>[];
  readonly future: readonly Step<T>[];
  /** The last step may still grow. */
  readonly isOpen: boolean;
}

const MOST_STEPS = 500; // states share their parts, so that a step costs one cell

export const emptyHistory = <T>(): History<T> => ({ past: [], future: [], isOpen: false });

/** Adds a step; what was undone before it is gone. Only a cell's typing grows letter by letter. */
export function recorded<T>(history: History<T>, step: Step<T>): History<T> {
  const last = history.past.at(-1);
  const isSame = history.isOpen && last?.kind === 'cell' && step.kind === 'cell' && last.key === step.key;
  const past = isSame ? [...history.past.slice(0, -1), { ...step, before: last.before }] : [...history.past, step];
  return { past: past.slice(-MOST_STEPS), future: [], isOpen: step.kind === 'cell' };
}

/** The cell has been left: the next change begins a step of its own. */
export const sealed = <T>(history: History<T>): History<T> =>
  history.isOpen ? { ...history, isOpen: false } : history;

/** The typing of a cell came to nothing: there is no step to take back. Null where it was not being typed in. */
export const withdrawn = <T>(history: History<T>, key: string): History<T> | null =>
  history.isOpen && history.past.at(-1)?.key === key
    ? { ...history, past: history.past.slice(0, -1), isOpen: false }
    : null;

/** The step to take back, and what is left; null where nothing is. */
export function undone<T>({ past, future }: History<T>): { step: Step<T>; history: History<T> } | null {
  const step = past.at(-1);
  return step ? { step, history: { past: past.slice(0, -1), future: [step, ...future], isOpen: false } } : null;
}

export function redone<T>({ past, future }: History<T>): { step: Step<T>; history: History<T> } | null {
  const [step, ...later] = future;
  return step ? { step, history: { past: [...past, step], future: later, isOpen: false } } : null;
}
