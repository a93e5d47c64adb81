import type { SameShape } from '../same-shape.ts';
import type { errors as zh } from '../zh-CN/errors.ts';

export const errors: SameShape<typeof zh> = {
  'not-signed-in': { what: 'You are not signed in.', next: 'Unlock the workstation first.' },
  'forbidden-role': {
    what: 'Your role may not do this.',
    next: 'Ask a colleague who may, or the administrator to change your roles.',
  },
  'invalid-input': {
    what: 'Something is not filled in as required.',
    next: 'Check the marked fields and try again; nothing you typed is lost.',
  },
  'not-found': {
    what: 'This record was not found.',
    next: 'It may have been merged or voided; open it from the list.',
  },
  'vault-absent': {
    what: 'There is no database on this computer yet.',
    next: 'Finish the first set-up, or restore a backup.',
  },
  'vault-exists': { what: 'There is a database already; it will not be overwritten.', next: 'Sign in.' },
  'vault-locked': { what: 'The workstation is locked.', next: 'Enter your password; unsaved drafts are kept.' },
  'wrong-password': {
    what: 'The user name or password is wrong.',
    next: 'Try again; the administrator can reset a password, or use the recovery key.',
  },
  'wrong-recovery-key': { what: 'The recovery key is wrong.', next: 'Compare each group with the printed sheet.' },
  'too-many-attempts': { what: 'Too many attempts; locked for a while.', next: 'Try again after the time shown.' },
  'weak-password': {
    what: 'The password is too weak.',
    next: 'At least 8 characters from three of: capitals, small letters, digits, signs; without the user name.',
  },
  'password-reused': { what: 'A recent password cannot be used again.', next: 'Choose a new one.' },
  'login-taken': { what: 'This user name is taken.', next: 'Choose another.' },
  'last-administrator': { what: 'This is the last administrator.', next: 'Name another administrator first.' },
  'cipher-absent': {
    what: 'The encryption component is missing; the program refuses to store data in clear.',
    next: 'Install the program again; the data are untouched.',
  },
  'wrong-key': {
    what: 'The key does not fit the database, or the head of its file is damaged.',
    next: 'Delete nothing. Restore a backup; the present file is kept under another name.',
  },
  'database-damaged': {
    what: 'The database file is damaged.',
    next: 'Restore the latest backup; the present file is kept under another name.',
  },
  'keyring-damaged': {
    what: 'The key file is damaged.',
    next: 'Restore the latest backup or call support; delete nothing.',
  },
  'database-from-newer-version': {
    what: 'The database was made by a newer version of the program.',
    next: 'Install the same or a newer version; the data are untouched.',
  },
  'already-running': { what: 'The program is running already.', next: 'Switch to the open window.' },
  'disk-full': {
    what: 'The disk is full; nothing was saved yet.',
    next: 'Free some space and save again; what you typed is still on the screen.',
  },
  'folder-read-only': {
    what: 'The data folder cannot be written.',
    next: 'Check its permissions, or ask the IT department.',
  },
  'backup-failed': {
    what: 'The backup failed; the data themselves are untouched.',
    next: 'Check that the backup folder exists, can be written and has space, then try again.',
  },
  'backup-unreadable': {
    what: 'This backup cannot be opened or did not pass its check.',
    next: 'Choose another, or compare password and recovery key.',
  },
  'stale-version': {
    what: 'Somebody has just changed this record.',
    next: 'Look at the latest content, then save; what you typed is still on the screen.',
  },
  'already-void': { what: 'This record is void.', next: 'Make a new record to correct it.' },
  'teaching-mode': {
    what: 'In teaching mode nobody is named, and nothing can be entered, signed or printed.',
    next: 'Press Teaching in the bar above to end it first.',
  },
  'patient-merged': {
    what: 'This record has been merged into another.',
    next: 'Open the record that was kept, and do it there.',
  },
  'possible-unit-slip': {
    what: 'The value may be in another unit.',
    next: 'Check the unit; it can be kept once confirmed.',
  },
  'sample-time-missing': { what: 'The sample time is missing.', next: 'Enter the sample time.' },
  'sample-time-in-future': { what: 'The time is later than now.', next: 'Check date and time.' },
  'clock-moved-back': {
    what: 'The clock of this computer was set back, so no time is recorded.',
    next: 'Check the time shown at the top of the screen and confirm it; nothing you typed is lost.',
  },
  'unknown-analyte': { what: 'Unknown analyte.', next: 'Choose one from the list.' },
  'unknown-unit': { what: 'This unit is not accepted for the analyte.', next: 'Choose one of the units listed.' },
  'out-of-range': { what: 'The value is out of the possible range.', next: 'Check value and unit.' },
  'missing-input': { what: 'A needed value is missing.', next: 'Add the items named.' },
  'not-critical': {
    what: 'By the table in force this is not a critical value.',
    next: 'Look at the latest version of the result.',
  },
  'not-applicable': { what: 'The score does not apply to this patient.', next: 'See its population.' },
  'model-not-installed': {
    what: 'The model is not installed.',
    next: 'A model file signed by its publisher is needed.',
  },
  'unknown-score': { what: 'There is no such score.', next: 'Choose one from the list.' },
  'export-unreadable': {
    what: 'This laboratory file cannot be read.',
    next: 'Nothing was stored. Export it again from the laboratory system and try once more.',
  },
  'import-cancelled': { what: 'Reading was cancelled.', next: 'Nothing was stored. You can choose the file again.' },
  'wrong-patient': {
    what: 'The patient in the file is not the open one.',
    next: 'Nothing was stored. Check name, sex and number, then choose another file or another patient.',
  },
  'packet-incomplete': {
    what: 'The referral is not complete.',
    next: 'Fill in the items listed; in an emergency send it incomplete, with a reason.',
  },
  'scan-refused': { what: 'This file cannot be taken as a scan.', next: 'Use a PDF, JPEG or PNG of at most 10 MB.' },
  'departure-incomplete': {
    what: 'Something that is due at departure is missing.',
    next: 'Complete it under Consent and Transport of the referral, or depart as an emergency with a reason.',
  },
  'already-signed': { what: 'This referral is signed and cannot be changed.', next: 'Add a supplement for news.' },
  'illegal-move': { what: 'The present state does not allow this.', next: 'Look at the latest state of the referral.' },
  'pdf-failed': { what: 'The PDF could not be made.', next: 'The signature stands; make it later, or print.' },
  'print-failed': {
    what: 'Printing failed.',
    next: 'Check that the printer is on and has paper, then try again; or save the PDF and print that.',
  },
  'print-cancelled': { what: 'Printing was cancelled.', next: 'Print again when needed.' },
  'registry-not-set': {
    what: 'No registry is set up.',
    next: 'The administrator enters its address under Settings › Registry.',
  },
  'registry-url-refused': {
    what: 'This registry address is not accepted.',
    next: 'It must be https; http only for this computer or a private network.',
  },
  'registry-host-not-listed': {
    what: 'This address is not on the list of the administrator.',
    next: 'Check the address, or add it to the allowed addresses first.',
  },
  'registry-auth-required': {
    what: 'This address needs authentication.',
    next: 'Only this computer or a private network goes without; choose the key, a token or a client certificate.',
  },
  'certificate-unreadable': {
    what: 'This certificate file cannot be read; nothing was stored.',
    next: 'Choose a PEM or PKCS #12 (.p12, .pfx) file; export a .pfx of an old encryption again.',
  },
  'certificate-password-wrong': {
    what: 'The password of the certificate file is wrong; nothing was stored.',
    next: 'Check the password and try again.',
  },
  'certificate-key-mismatch': {
    what: 'Certificate and private key do not belong together; nothing was stored.',
    next: 'Choose the certificate and the key that were issued together.',
  },
  'registry-unreachable': {
    what: 'The registry does not answer.',
    next: 'The referral stays on this computer and goes by itself later; if urgent, phone the ward.',
  },
  'registry-refused': {
    what: 'The registry refused the request.',
    next: 'Read its answer, mend and send again, or phone the ward.',
  },
  'training-registry-mismatch': {
    what: 'A training site cannot use a real registry, nor a real site a training registry.',
    next: 'Check the registry address.',
  },
  'crypto-unfit': {
    what: 'The cryptography check of this computer failed: nothing is signed or sealed.',
    next: 'Reinstall the program or call support; the referral can still be printed.',
  },
  'not-available-here': { what: 'Not available in this way of running.', next: 'Use the installed program.' },
  internal: {
    what: 'Something unexpected went wrong; the action was not done.',
    next: 'Try again; if it comes back, call support. The data are untouched.',
  },
};
