import { FILE_PIECE } from '../../../shared/contract/received.ts';
import { SEALED_FILE_BYTES } from '../../../shared/referral/sealed-file.ts';
import { client } from '../../app/client.ts';

/** Hands a file to the services in pieces; null where it is too large or empty to be one of ours. */
export async function sendFile(file: File): Promise<string | null> {
  if (file.size === 0 || file.size > SEALED_FILE_BYTES) return null;
  const text = await file.text();
  const { id } = await client.received.beginFile({ size: text.length });
  for (let at = 0; at < text.length; at += FILE_PIECE) {
    await client.received.appendFile({ id, at, text: text.slice(at, at + FILE_PIECE) });
  }
  return id;
}
