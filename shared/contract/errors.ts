/**
 * The closed list of error codes. Each has a human text in both languages (`errors.<code>` in shared/i18n: what
 * happened and what to do next) and says whether trying the same again can help.
 */
export const ERROR_CODES = {
  // the caller
  'not-signed-in': { retry: false },
  'forbidden-role': { retry: false },
  'invalid-input': { retry: false },
  'not-found': { retry: false },
  // the vault
  'vault-absent': { retry: false },
  'vault-exists': { retry: false },
  'vault-locked': { retry: false },
  'wrong-password': { retry: true },
  'wrong-recovery-key': { retry: true },
  'too-many-attempts': { retry: true },
  'weak-password': { retry: false },
  'password-reused': { retry: false },
  'login-taken': { retry: false },
  'last-administrator': { retry: false },
  'cipher-absent': { retry: false },
  'wrong-key': { retry: false },
  'database-damaged': { retry: false },
  'keyring-damaged': { retry: false },
  'database-from-newer-version': { retry: false },
  'already-running': { retry: true },
  'disk-full': { retry: true },
  'folder-read-only': { retry: true },
  'backup-failed': { retry: true },
  'backup-unreadable': { retry: false },
  // records
  'stale-version': { retry: false },
  'already-void': { retry: false },
  'patient-merged': { retry: false },
  'teaching-mode': { retry: false },
  'possible-unit-slip': { retry: false },
  'sample-time-missing': { retry: false },
  'sample-time-in-future': { retry: false },
  'clock-moved-back': { retry: false },
  'unknown-analyte': { retry: false },
  'unknown-unit': { retry: false },
  'not-critical': { retry: false },
  'out-of-range': { retry: false },
  'missing-input': { retry: false },
  'not-applicable': { retry: false },
  'model-not-installed': { retry: false },
  'unknown-score': { retry: false },
  // laboratory imports
  'export-unreadable': { retry: false },
  'import-cancelled': { retry: true },
  'wrong-patient': { retry: false },
  // referral and registry
  'packet-incomplete': { retry: false },
  'already-signed': { retry: false },
  'scan-refused': { retry: false },
  'departure-incomplete': { retry: false },
  'illegal-move': { retry: false },
  'pdf-failed': { retry: true },
  'print-failed': { retry: true },
  'print-cancelled': { retry: true },
  'registry-not-set': { retry: false },
  'registry-url-refused': { retry: false },
  'registry-host-not-listed': { retry: false },
  'registry-auth-required': { retry: false },
  'certificate-unreadable': { retry: false },
  'certificate-password-wrong': { retry: true },
  'certificate-key-mismatch': { retry: false },
  'registry-unreachable': { retry: true },
  'registry-refused': { retry: false },
  'training-registry-mismatch': { retry: false },
  // the program
  'crypto-unfit': { retry: false },
  'not-available-here': { retry: false },
  internal: { retry: true },
} as const satisfies Record<string, { retry: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Travels beside a code: names of fields, ids, counts and seconds; never a value, a name, a key, SQL or a path. */
export type ErrorData = { fields?: string[]; id?: string; count?: number; seconds?: number } | undefined;

/** A failure that the program foresees. Thrown in services, mapped to the wire in one place. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data?: ErrorData, options?: ErrorOptions) {
    super(code, options); // the message is the code: nothing else may reach a log
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }
}

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in ERROR_CODES;
