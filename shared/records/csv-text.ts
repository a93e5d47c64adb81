type Cell = string | number | null;

/**
 * A table as a spreadsheet opens it: UTF-8 with a mark at its head, lines ended by CR LF, fields quoted where needed.
 * Text that a spreadsheet would run as a formula gets a `'` before it (records-and-forms 6.13).
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map(row => row.map(field).join(',')).join('\r\n')}\r\n`;
}

function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = /^[=+\-@\t\r]/.test(cell ?? '') ? `'${cell}` : (cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
