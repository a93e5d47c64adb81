import type { TransportRecord } from '../../shared/referral/transport-record.ts';
import type { Words } from './words.ts';

/** What goes with the patient, as recorded: ticked items, then the words. */
export const carriedText = ({ carried }: TransportRecord, words: Words): string =>
  [words.list(carried.items.map(item => `packet.checklist.carried.${item}` as const)), carried.text.trim()]
    .filter(part => part !== '')
    .join(words.language === 'en' ? '; ' : '；');
