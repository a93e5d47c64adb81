import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import { LETTER_SCORES, lastAssessment } from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { boundsText, gradeText, localized, resultText } from '../../features/scores/score-wording.ts';
import type { Words } from '../words.ts';

export function reasonText({ reasons, reasonText: own }: ReferralForm, words: Words): string {
  const named = words.list(reasons.filter(r => r !== 'other').map(r => `referral.reason.${r}` as const));
  return [named, own.trim()].filter(part => part !== '').join(words.language === 'en' ? '; ' : '；');
}

const STUB_REASON = { zh: 46, en: 90, both: 46 }; // characters: one line of the stub

/** One line: the whole reason stands in the letter. */
export function stubReason(form: ReferralForm, words: Words): string {
  const whole = reasonText(form, words);
  if (whole.length <= STUB_REASON[words.language]) return whole;
  const codes = reasonText({ ...form, reasonText: '' }, words);
  return `${codes} ${words.text('packet.letter.seeLetter')}`.trim();
}

export function allergyText({ patient: { allergy } }: PacketModel, words: Words): string {
  const state = words.text(`patient.allergy.${allergy.state}`);
  return allergy.text.trim() === '' ? state : `${state}${words.language === 'en' ? ': ' : '：'}${allergy.text.trim()}`;
}

export const scoreTitle = (scoreId: string, words: Words): string => {
  const title = scoreDefinition(scoreId)?.title;
  return title ? localized(title, words.language) : scoreId;
};

/** Value with its grade, or the range that it may take, or null where there is no result. */
export function outcomeText(assessment: Assessment, words: Words): string | null {
  const { value, grade } = assessment.outcome;
  const shown = resultText(assessment, words.t);
  if (shown === null) return boundsText(assessment, words.t);
  if (typeof value === 'string') return shown;
  return grade === null ? shown.replace('-', '−') : `${shown.replace('-', '−')}（${gradeText(grade, words.t)}）`;
}

export interface LetterScore {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly version: string;
  readonly at: string;
}

/** Scores of the letter that have a result or a range, each as of its newest sample. */
export function letterScores(model: PacketModel, words: Words): LetterScore[] {
  return LETTER_SCORES.flatMap(id => {
    const assessment = lastAssessment(model, id);
    const text = assessment && outcomeText(assessment, words);
    if (!assessment || text === null) return [];
    return [{ id, title: scoreTitle(id, words), text, version: assessment.scoreVersion, at: assessment.anchorAt }];
  });
}
