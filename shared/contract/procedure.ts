import { oc } from '@orpc/contract';
import { ErrorDataSchema } from './error-data.ts';
import { ERROR_CODES, type ErrorCode } from './errors.ts';
import { type Access, MAY } from './roles.ts';

/** A refusal is an answer to the caller, whatever its code: one HTTP status for all. */
export const ERROR_STATUS = 400;

export const errorMap = Object.fromEntries(
  (Object.keys(ERROR_CODES) as ErrorCode[]).map(code => [code, { status: ERROR_STATUS, data: ErrorDataSchema }]),
) as Record<ErrorCode, { status: typeof ERROR_STATUS; data: typeof ErrorDataSchema }>;

/** What the worker asks before it runs a procedure. */
export interface ProcedureMeta {
  access: Access;
  /** Puts the present time into the record; refused while the device's clock is in doubt. */
  stamps: boolean;
}

/** A procedure that may answer any code of the closed list, open to `access`. */
export const procedure = (access: Access, { stamps = false } = {}) =>
  oc.$meta<ProcedureMeta>({ access, stamps }).errors(errorMap);

export const open = procedure('anyone');
export const signedIn = procedure('signed-in');
export const read = procedure(MAY.readRecords);
export const readClinical = procedure(MAY.readClinical);
export const record = procedure(MAY.record, { stamps: true });
export const sign = procedure(MAY.sign, { stamps: true });
/** Work in progress by those who record: kept whatever the clock says. */
export const keepDraft = procedure(MAY.record);
export const administer = procedure(MAY.administer);
export const checkAudit = procedure(MAY.checkAudit);
export const readAudit = procedure(MAY.readAudit);
