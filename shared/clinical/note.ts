/** A note of a result taken apart: `organ:liver=2` is `{ code: 'organ', subject: 'liver', value: '2' }`. */
export interface Note {
  /** Key of `clinical.note` in shared/i18n. */
  readonly code: string;
  readonly subject: string | null;
  readonly value: string | null;
}

export function parseNote(note: string): Note {
  const [head = '', value = null] = note.split('=');
  const [code = '', subject = null] = head.split(':');
  return { code, subject, value };
}
