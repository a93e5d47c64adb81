import { ORPCError } from '@orpc/client';
import type { ErrorCode } from '../../shared/contract/errors.ts';
import { errors as zhErrors } from '../../shared/i18n/zh-CN/errors.ts';

/** `no-answer`: the call never came back, so nobody can say whether it was done. */
export type FailureCode = ErrorCode | 'no-answer';

/** Any rejected call, as the screen needs it: a code of the closed list and what travelled beside it. */
export interface Failure {
  code: FailureCode;
  fields: string[];
  seconds: number | null;
  count: number | null;
}

/** oRPC's own codes. Anything else that is not in our list is `internal`. */
const OF_ORPC = {
  BAD_REQUEST: 'invalid-input',
  UNPROCESSABLE_CONTENT: 'invalid-input',
  PAYLOAD_TOO_LARGE: 'invalid-input',
  UNAUTHORIZED: 'not-signed-in',
  FORBIDDEN: 'forbidden-role',
  NOT_FOUND: 'not-found',
  TOO_MANY_REQUESTS: 'too-many-attempts',
} as const satisfies Record<string, ErrorCode>;

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(zhErrors, code);
const isOfOrpc = (code: string): code is keyof typeof OF_ORPC => Object.hasOwn(OF_ORPC, code);

function ourCode(code: string): ErrorCode {
  if (isErrorCode(code)) return code;
  return isOfOrpc(code) ? OF_ORPC[code] : 'internal';
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/** Paths of the fields that a zod check refused, as `facility.phone`. */
function issueFields(data: Record<string, unknown>): string[] {
  if (!Array.isArray(data.issues)) return [];
  const paths = data.issues.map((issue: unknown) =>
    isRecord(issue) && Array.isArray(issue.path) ? issue.path.map(String).join('.') : '',
  );
  return [...new Set(paths.filter(path => path !== ''))];
}

function namedFields(data: Record<string, unknown>): string[] {
  return Array.isArray(data.fields) ? data.fields.filter(field => typeof field === 'string') : [];
}

/** Reads any thrown thing. Never looks at a message: messages are for nobody. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof ORPCError)) return { code: 'no-answer', fields: [], seconds: null, count: null };
  const sent: unknown = error.data;
  const data = isRecord(sent) ? sent : {};
  return {
    code: ourCode(error.code),
    fields: [...namedFields(data), ...issueFields(data)],
    seconds: numberOrNull(data.seconds),
    count: numberOrNull(data.count),
  };
}
