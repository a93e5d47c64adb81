import type { PacketDocument, PacketModel } from '../../../shared/referral/packet-model.ts';
import { type TextKey, type Words, wordsOf, writtenOr } from '../words.ts';
import { beginningOf, letterRoom, linesOf, shareLines } from './letter-room.ts';
import { allergyText, reasonText } from './letter-wording.ts';

/** One text of the letter, and how much of it the letter itself has room for. */
export interface LetterText {
  readonly label: TextKey;
  readonly whole: string;
  readonly shown: string;
  /** The rest stands on the continuation sheet. */
  readonly isCut: boolean;
}

/** The national block of free text, whole, in the order of the form. */
export function letterRows(model: PacketModel, words: Words): [TextKey, string][] {
  const { form } = model;
  const written = (text: string) => writtenOr(text, words);
  return [
    ['packet.letter.impression', [written(form.impression.text), form.impression.icd10].filter(Boolean).join('　')],
    ['packet.letter.reason', written(reasonText(form, words))],
    ['packet.letter.chiefComplaint', written(form.chiefComplaint)],
    ['packet.letter.presentIllness', written(form.presentIllness)],
    ['packet.letter.pastHistory', written(form.pastHistory)],
    ['packet.letter.allergy', allergyText(model, words)],
    ['packet.letter.treatmentSoFar', written(form.treatmentSoFar)],
    ['packet.letter.bloodProducts', written(form.bloodProducts)],
    ['packet.letter.presentState', written(form.presentState)],
    ['packet.letter.purpose', written(form.purpose)],
    ['packet.letter.pending', written(form.pendingResults)],
  ];
}

/** The same with as much of each text as the letter has room for. */
export function letterTexts(document: PacketDocument, words: Words): LetterText[] {
  const rows = letterRows(document.model, words);
  const { lines, ems } = letterRoom(document, linesTaken(document));
  const needed = rows.map(([, text]) => linesOf(text, ems));
  const shares = shareLines(needed, lines);
  const note = words.t('packet.letter.continued');
  return rows.map(([label, whole], i) => {
    const share = shares[i] ?? 1;
    const isCut = (needed[i] ?? 1) > share;
    return { label, whole, isCut, shown: isCut ? beginningOf(whole, share, ems, note) : whole };
  });
}

const STUB_LINES = 2;
const STUB_EMS = { zh: 44, en: 40, both: 44 }; // of the address and of the approval

/** The two texts of the stub that may be long; both stand on the stub alone. */
export function stubTexts(
  { model, language }: PacketDocument,
  words: Words,
): { address: LetterText; approval: LetterText } {
  const ems = STUB_EMS[language];
  const shortened = (label: TextKey, whole: string): LetterText => {
    const isCut = linesOf(whole, ems) > STUB_LINES;
    const note = words.t('packet.letter.continued');
    return { label, whole, isCut, shown: isCut ? `${beginningOf(whole, STUB_LINES, ems, note)}${note}` : whole };
  };
  return {
    address: shortened('packet.identity.address', model.patient.address),
    approval: shortened('packet.letter.approval', model.form.seniorApproval.opinion),
  };
}

/** What is missing and why it was sent all the same, as it stands in the letter's box. */
export function missingText({ model, language }: PacketDocument): string {
  const each = language === 'both' ? (['zh', 'en'] as const) : [language];
  return each
    .map(wordsOf)
    .map(words =>
      words.t('packet.letter.incomplete', {
        fields: model.missing
          .map(({ field }) => words.t(`referral.field.${field}` as TextKey))
          .join(words.t('ui.listSemicolon')),
      }),
    )
    .join(' ');
}

const OWN_WORDS_LINES = 2;

/** What is new in the doctor's own words, for the box of a supplement; null where nothing was written. */
export function ownWords(document: PacketDocument, words: Words): LetterText | null {
  const { supplementOf, form } = document.model;
  const whole = form.changes.trim();
  if (supplementOf === null || whole === '') return null;
  const { ems } = letterRoom(document, 0);
  const isCut = linesOf(whole, ems) > OWN_WORDS_LINES;
  const note = words.t('packet.letter.continued');
  const shown = isCut ? `${beginningOf(whole, OWN_WORDS_LINES, ems, note)}${note}` : whole;
  return { label: 'referral.field.changes', whole, shown, isCut };
}

const SUPPLEMENT_LINES = 8;

/** Lines that the boxes above take: what is missing, and what a supplement says anew. */
function linesTaken(document: PacketDocument): number {
  const { missing, incompleteReason, changes, supplementOf, form } = document.model;
  const { ems } = letterRoom(document, 0);
  const own = Math.min(OWN_WORDS_LINES, form.changes.trim() === '' ? 0 : linesOf(form.changes.trim(), ems));
  const supplement = supplementOf === null ? 0 : Math.min(SUPPLEMENT_LINES, 2 + Math.ceil(changes.length / 2)) + own;
  if (missing.length === 0) return supplement;
  return (
    supplement + linesOf(missingText(document), ems) + (incompleteReason === null ? 0 : linesOf(incompleteReason, ems))
  );
}
