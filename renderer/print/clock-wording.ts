import type { PacketModel } from '../../shared/referral/packet-model.ts';
import { durationText } from './packet-wording.ts';
import { type Words, wordsOf } from './words.ts';

/** From first presentation to admission in the special ward (He & Li 2025, doi:10.12449/JCH250604). */
export const CLOCK_HOURS = 48;
const MINUTE_MS = 60_000;
const CLOCK_MS = CLOCK_HOURS * 60 * MINUTE_MS;

/**
 * How much of the 48 hours was used at signing, and at this printing, in each language of the paper. A draft counts to
 * the printing only.
 */
export function clockText(model: PacketModel, printedAt: string, words: Words): string {
  const each = words.language === 'both' ? [wordsOf('zh'), wordsOf('en')] : [words];
  return each.map(own => clockIn(model, printedAt, own)).join(' ');
}

function clockIn({ episode, signedAt }: PacketModel, printedAt: string, words: Words): string {
  // Whole minutes first, so that used and left add up to 48 h on paper.
  const usedAt = (instant: string) =>
    Math.floor((Date.parse(instant) - Date.parse(episode.firstPresentationAt)) / MINUTE_MS) * MINUTE_MS;
  const used = (instant: string) => durationText(usedAt(instant), words);
  const atPrint = words.t('packet.letter.elapsedAtPrint', { used: used(printedAt) });
  if (signedAt === null) return atPrint;
  const left = CLOCK_MS - usedAt(signedAt);
  const atSigning =
    left >= 0
      ? words.t('packet.letter.elapsed', { used: used(signedAt), left: durationText(left, words) })
      : words.t('packet.letter.overdue', { used: used(signedAt), over: durationText(-left, words) });
  return `${atSigning}${words.language === 'en' ? '; ' : '；'}${atPrint}`;
}
