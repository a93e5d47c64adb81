/** What kind of trouble it is, which decides what to do (registry-and-sync 6). */
export type ErrorClass =
  | 'transient' // try again, waiting longer each time
  | 'transport' // certificate or proxy: somebody has to mend the line; asked again every 15 minutes
  | 'auth'
  | 'forbidden'
  | 'poison' // this payload will never be taken
  | 'moved'
  | 'deleted'
  | 'question'; // a person decides

/**
 * Why something was not sent. Closed list; the text for the clinician is `delivery.reason.<reason>` in shared/i18n.
 * Stored in `outbox.error_class` and `attempt_log.error_class`.
 */
export const REASONS = {
  unreachable: 'transient', // no connection was made: nothing was sent
  'connection-lost': 'transient',
  timeout: 'transient',
  'not-the-registry': 'transient', // log-in page, redirect elsewhere, unreadable or truncated body
  'server-busy': 'transient', // 408 425 429 5xx
  'lost-write': 'transient', // the write was answered, but the copy read back does not hold it
  storage: 'transient', // this computer could not write its own database
  waiting: 'transient', // its turn has not come
  'not-there-yet': 'transient', // our answer to a referral whose own hospital has not reached the registry yet
  'result-cut-off': 'transient', // a search shows a part and no way to the rest
  'proxy-unreachable': 'transient',
  certificate: 'transport', // of the registry, in a way that has no reason of its own
  'certificate-date': 'transport', // expired or not valid yet; or our own clock is wrong
  'certificate-host': 'transport',
  'certificate-issuer': 'transport',
  'certificate-revoked': 'transport',
  'client-certificate': 'transport', // the registry wants one of us, or refuses ours
  proxy: 'transport', // 407
  'proxy-refused': 'transport',
  'address-refused': 'transport', // not on the administrator's list
  auth: 'auth',
  forbidden: 'forbidden',
  refused: 'poison', // 400 404 413 415 422 on a write
  moved: 'moved', // 409 412
  deleted: 'deleted', // 410
  conflict: 'question', // the ward did something else in the meantime
  'task-taken': 'question', // a Task under our id that does not hold our mark
  'attachment-changed': 'question', // bytes no longer match their hash
  'payload-damaged': 'question',
  'training-mismatch': 'question', // a training site and a real registry, or the reverse
  'registry-reset': 'question', // the registry was wiped or restored
  restored: 'question', // this database came back from a backup and the registry does not hold it
} as const satisfies Record<string, ErrorClass>;

export type Reason = keyof typeof REASONS;
export const isReason = (text: string | null): text is Reason => text !== null && text in REASONS;
export const classOf = (reason: Reason): ErrorClass => REASONS[reason];
