import { AppError } from '../../../shared/contract/errors.ts';
import { hashForHistory, matchesHistory } from './argon2.ts';

const MIN_LENGTH = 8; // characters, GB/T 22239-2019 practice
const MIN_CLASSES = 3; // of small letters, capitals, digits, anything else
const HISTORY = 5; // earlier passwords that may not come back

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Which rules a password breaks. */
export type PasswordFault = 'length' | 'classes' | 'login';

export function passwordFaults(login: string, password: string): PasswordFault[] {
  const text = password.normalize('NFKC');
  const faults: PasswordFault[] = [];
  if ([...text].length < MIN_LENGTH) faults.push('length');
  if (CLASSES.filter(kind => kind.test(text)).length < MIN_CLASSES) faults.push('classes');
  if (text.toLowerCase().includes(login.toLowerCase())) faults.push('login');
  return faults;
}

/** @throws AppError weak-password; `fields` names the broken rules */
export function assertStrongPassword(login: string, password: string): void {
  const faults = passwordFaults(login, password);
  if (faults.length > 0) throw new AppError('weak-password', { fields: faults });
}

/**
 * Hashes of the passwords used so far with this one in front, the present password included.
 * @throws AppError password-reused
 */
export async function extendHistory(history: readonly string[], password: string): Promise<string[]> {
  for (const hash of history) if (await matchesHistory(password, hash)) throw new AppError('password-reused');
  return [await hashForHistory(password), ...history].slice(0, HISTORY);
}
