import type { PacketDocument } from '../../shared/referral/packet-model.ts';
import type { Words } from './words.ts';

/** What every page is made of. */
export interface PageProps {
  readonly document: PacketDocument;
  readonly words: Words;
}
