import { join } from 'node:path';

/** The checkout's root folder. */
export const root = join(import.meta.dirname, '..');

export const inRoot = (...path: string[]): string => join(root, ...path);

/** Progress goes to standard error; standard output belongs to a command's result. */
export const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};
