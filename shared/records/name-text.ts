/** Dots that people type between the parts of a name: • ・ ． and the full stop. Stored as U+00B7. */
const DOT_BETWEEN_HAN = /(?<=\p{Script=Han})\s*[\u2022\u30fb\uff0e.\u00b7]\s*(?=\p{Script=Han})/gu;

/** A person's name as it is stored: composed, trimmed, one blank between words, the middle dot between Han as U+00B7. */
export function normaliseName(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').replace(DOT_BETWEEN_HAN, '\u00b7');
}
