const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = 45;

/** Base45 of RFC 9285: bytes as text that a QR code holds in its alphanumeric mode (two bytes in three characters). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    const digits = second === undefined ? 2 : 3;
    let number = second === undefined ? first : first * 256 + second;
    for (let digit = 0; digit < digits; digit++) {
      text += ALPHABET.charAt(number % BASE);
      number = Math.floor(number / BASE);
    }
  }
  return text;
}

/** @returns null where the text is not base45 */
export function decodeBase45(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), character => ALPHABET.indexOf(character));
    if (digits.includes(-1)) return null;
    const number = digits.reduceRight((sum, digit) => sum * BASE + digit, 0);
    if (number > (digits.length === 3 ? 0xffff : 0xff)) return null;
    if (digits.length === 3) bytes.push(number >> 8);
    bytes.push(number & 0xff);
  }
  return new Uint8Array(bytes);
}
