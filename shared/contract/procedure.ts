import { oc } from '@orpc/contract';
import { ErrorDataSchema } from './error-data.ts';
import { ERROR_CODES, type ErrorCode } from './errors.ts';
import { type Access, MAY } from './roles.ts';

/** A refusal is an answer to the caller, whatever its code: one HTTP status for all. */
export const ERROR_STATUS = 400;

export const errorMap = Object.fromEntries(
  (Object.keys(ERROR_CODES) as ErrorCode[]).map(code => [code, { status: ERROR_STATUS, data: ErrorDataSchema }]),
) as Record<ErrorCode, { status: typeof ERROR_STATUS; data: typeof ErrorDataSchema }>;

/** A procedure that may answer any code of the closed list, open to `access`. */
export const procedure = (access: Access) => oc.$meta<{ access: Access }>({ access }).errors(errorMap);

export const open = procedure('anyone');
export const signedIn = procedure('signed-in');
export const read = procedure(MAY.readRecords);
export const readClinical = procedure(MAY.readClinical);
export const record = procedure(MAY.record);
export const sign = procedure(MAY.sign);
export const administer = procedure(MAY.administer);
export const checkAudit = procedure(MAY.checkAudit);
export const readAudit = procedure(MAY.readAudit);
