/** Hands a file that was made here to the user, as a download does. */
export function saveFile(content: BlobPart, type: string, fileName: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the file over by then; patient data does not stay in memory behind an address.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
