import { clinical } from '../i18n/en/clinical.ts';
import type { InputKey } from './analytes.ts';
import type { Refusal, RefusalCode } from './score-definition.ts';

/** The English line of the command line; names inputs, never values. */
export function refusal(code: RefusalCode, inputs: readonly InputKey[] = []): Refusal {
  const text = clinical.refusal[code];
  return { code, message: inputs.length === 0 ? text : `${text}: ${inputs.join(', ')}` };
}
