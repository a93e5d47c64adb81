/** A file dropped on another page, until the import page takes it: a File is too large for the history. */
let waiting: File | null = null;

export function handOver(file: File): void {
  waiting = file;
}

export function takeHandedOver(): File | null {
  const file = waiting;
  waiting = null;
  return file;
}
