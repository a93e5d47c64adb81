/**
 * Reasons for which a restore is a way out. A full disk, a read-only folder, a missing cipher or a newer database are
 * no loss: there, a backup put in the place of the vault would hide records that are all there.
 */
const RESTORABLE = ['wrong-key', 'keyring-damaged', 'database-damaged', 'internal'];

export const mayRestore = (code: string): boolean => RESTORABLE.includes(code);

/** Reasons that can be seen without the key; all others may be gone at the next opening. */
const SEEN_WITHOUT_KEY = ['keyring-damaged', 'already-running', 'cipher-absent'];

export const showsAtOpening = (code: string): boolean => !SEEN_WITHOUT_KEY.includes(code);
