import { ORPCError } from '@orpc/server';
import { AppError, type ErrorCode, type ErrorData } from '../../../shared/contract/errors.ts';
import { ERROR_STATUS } from '../../../shared/contract/procedure.ts';
import { asAppError } from '../database/sqlite-failure.ts';

/**
 * The one place where a failure becomes an answer: a foreseen one keeps its code and data; input that the schema refuses
 * becomes `invalid-input` with the names of the fields; anything else `internal`, without its text.
 */
export function toWireError(
  failure: unknown,
  log: (code: string, failure: unknown) => void,
): ORPCError<ErrorCode, ErrorData> {
  if (failure instanceof ORPCError) {
    if (failure.code === 'BAD_REQUEST') return wire('invalid-input', { fields: fieldsOf(failure.data) });
    if (failure.code === 'NOT_FOUND') return wire('not-found');
    if (failure.defined) return failure as ORPCError<ErrorCode, ErrorData>;
  }
  const known = asAppError(failure);
  if (known instanceof AppError) return wire(known.code, known.data);
  log('internal', failure);
  return wire('internal');
}

/** The same for an answer that comes in pieces: it may fail after the call itself has been answered. */
export async function* piecewise<Piece>(
  pieces: AsyncIterable<Piece>,
  log: (code: string, failure: unknown) => void,
): AsyncGenerator<Piece, void> {
  try {
    yield* pieces;
  } catch (failure) {
    throw toWireError(failure, log);
  }
}

const wire = (code: ErrorCode, data?: ErrorData) =>
  new ORPCError(code, { defined: true, status: ERROR_STATUS, message: code, data });

interface Issue {
  path?: PropertyKey[];
}

/** Names of the refused fields, outermost first, such as `facility.code`; never their values. */
function fieldsOf(data: unknown): string[] {
  const issues = (data as { issues?: Issue[] } | undefined)?.issues ?? [];
  return [...new Set(issues.map(issue => (issue.path ?? []).map(String).join('.')))];
}
