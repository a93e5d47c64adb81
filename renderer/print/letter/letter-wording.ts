import { gradeText, inputNames } from '../../../shared/clinical/clinical-wording.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import { LETTER_SCORES, lastAssessment, restsOnDistorted } from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import { boundsText, localized, resultText } from '../../features/scores/score-wording.ts';
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
  if (shown === null) return rangeText(assessment, words);
  if (typeof value === 'string') return shown;
  return grade === null ? shown.replace('-', '−') : `${shown.replace('-', '−')}（${gradeText(grade, words.t)}）`;
}

/** The range, and what would settle it. */
function rangeText(assessment: Assessment, words: Words): string | null {
  const range = boundsText(assessment, words.t);
  const { missing } = assessment.outcome;
  if (range === null || missing.length === 0) return range;
  return `${range}（${words.text('packet.letter.lacking', { items: inputNames(missing, words.t) })}）`;
}

export interface LetterScore {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** From a value within 48 h of a treatment; the text bears the mark `△`. */
  readonly isDistorted: boolean;
  readonly version: string;
  readonly at: string;
}

/** The time of all of them; null where they differ, so that each must bear its own. */
export function oneTime(scores: readonly LetterScore[]): string | null {
  const [first, ...others] = scores;
  return first && others.every(({ at }) => at === first.at) ? first.at : null;
}

/** Scores of the letter, each as of its newest sample; one without result or range says that it could not be computed. */
export function letterScores(model: PacketModel, words: Words): LetterScore[] {
  return LETTER_SCORES.flatMap(id => {
    const assessment = lastAssessment(model, id);
    if (!assessment) return [];
    const isDistorted = restsOnDistorted(assessment);
    const text = `${outcomeText(assessment, words) ?? words.t('sbar.refused')}${isDistorted ? '△' : ''}`;
    const { scoreVersion: version, anchorAt: at } = assessment;
    return [{ id, title: scoreTitle(id, words), text, isDistorted, version, at }];
  });
}
