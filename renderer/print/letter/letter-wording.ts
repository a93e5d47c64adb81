import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { ReferralForm } from '../../../shared/referral/form.ts';
import { LETTER_SCORES, lastAssessment } from '../../../shared/referral/packet-facts.ts';
import type { PacketModel } from '../../../shared/referral/packet-model.ts';
import type { TextKey, Words } from '../words.ts';

export function reasonText({ reasons, reasonText: own }: ReferralForm, words: Words): string {
  const named = words.list(reasons.filter(r => r !== 'other').map(r => `referral.reason.${r}` as const));
  return [named, own.trim()].filter(part => part !== '').join(words.language === 'en' ? '; ' : '；');
}

export function allergyText({ patient: { allergy } }: PacketModel, words: Words): string {
  const state = words.text(`patient.allergy.${allergy.state}`);
  return allergy.text.trim() === '' ? state : `${state}${words.language === 'en' ? ': ' : '：'}${allergy.text.trim()}`;
}

export const scoreTitle = (scoreId: string, words: Words): string => {
  const definition = scoreDefinition(scoreId);
  if (definition === undefined) return scoreId;
  return words.language === 'en' ? definition.title.en : definition.title['zh-CN'];
};

const GRADE_WORDS: ReadonlySet<string> = new Set(['yes', 'no']);

/** A grade as printed; `yes` and `no` of a definition are words, stages and classes stay as they are. */
export function gradeText(grade: string | number, words: Words): string {
  const isWord = typeof grade === 'string' && GRADE_WORDS.has(grade);
  return isWord ? words.text(`packet.score.${grade}` as TextKey) : String(grade).replace('-', '−');
}

/** A number with the decimals that its score is read with: 7.40, not 7.4. */
export function valueText(value: number | string, scoreId: string, words: Words): string {
  const decimals = scoreDefinition(scoreId)?.display.decimals;
  return gradeText(typeof value === 'number' && decimals !== undefined ? value.toFixed(decimals) : value, words);
}

/** Value with its grade, or the range that it may take, or null where there is no result. */
export function outcomeText({ scoreId, outcome }: Assessment, words: Words): string | null {
  const { value, grade, bounds } = outcome;
  if (value !== null) {
    const shown = valueText(value, scoreId, words);
    return grade === null || grade === value ? shown : `${shown}（${gradeText(grade, words)}）`;
  }
  if (bounds === null) return null;
  const [low, high] = [valueText(bounds.low, scoreId, words), valueText(bounds.high, scoreId, words)];
  return words.text('packet.score.boundsShort', { low, high });
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
