const MAX_COLUMNS = 16_384;

/** `BC12` → column 54, row 12; undefined where a writer left the reference out. */
export function readReference(reference: string | undefined): { column: number; row: number } | undefined {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/.exec(reference ?? '') ?? [];
  if (!letters || !digits) return undefined;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return column < MAX_COLUMNS ? { column, row: Number(digits) } : undefined;
}
