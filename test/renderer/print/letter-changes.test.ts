import { describe, expect, it } from 'vitest';
import { samplePacket } from '../../../build/cli/sample-packets.ts';
import { letterTexts, ownWords } from '../../../renderer/print/letter/letter-texts.ts';
import { wordsOf } from '../../../renderer/print/words.ts';
import { type PacketDocument, PLAIN_PRINT } from '../../../shared/referral/packet-model.ts';

const zh = wordsOf('zh');
const AT = '2026-11-23T01:00:00.000Z';

/** The letter of a supplement that says these words; a first packet where `supplement` is 0. */
function letter(changes: string, supplement = 1): PacketDocument {
  const model = samplePacket('overflow');
  const before = { supplement: supplement - 1, signedAt: AT, sha256: 'ef5b3869'.repeat(8) };
  return {
    model: { ...model, supplement, supplementOf: supplement === 0 ? null : before, form: { ...model.form, changes } },
    ...{ packetSha256: null, pages: ['P1'], language: 'zh', qr: null },
    ...PLAIN_PRINT,
    print: { nth: 0, at: AT, by: '示例医生' },
  };
}
const shownLines = (document: PacketDocument) =>
  letterTexts(document, zh).reduce((sum, { shown }) => sum + shown.length, 0);

describe('the words about what is new', () => {
  it('stand whole on the letter of a supplement, and on no first packet', () => {
    expect(ownWords(letter('出现嗜睡与呕血'), zh)).toMatchObject({ shown: '出现嗜睡与呕血', isCut: false });
    expect(ownWords(letter('出现嗜睡与呕血', 0), zh)).toBeNull();
    expect(ownWords(letter('  '), zh)).toBeNull();
  });

  it('begin there where they are long, go on behind it, and take their room from the other texts', () => {
    const long = '呕血 300 mL 后嗜睡加深，'.repeat(40);
    const text = ownWords(letter(long), zh);
    expect(text?.isCut).toBe(true);
    expect(text?.whole).toBe(long.trim());
    expect(text?.shown).toContain(zh.t('packet.letter.continued'));
    expect(shownLines(letter(long))).toBeLessThan(shownLines(letter('')));
  });
});
