import { inputKeys, quantitySpec } from '../../shared/clinical/analytes.ts';
import { type PublishedFigure, publishedFigures } from '../../shared/clinical/bands.ts';
import { termArithmetic } from '../../shared/clinical/explanation.ts';
import { organNames } from '../../shared/clinical/organ-failure.ts';
import type { Localized } from '../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../shared/clinical/score-registry.ts';
import type { Term } from '../../shared/clinical/terms.ts';
import type { Assessment, AssessmentInput } from '../../shared/records/assessment.ts';
import { unitText } from '../../shared/records/lab-catalogue.ts';
import { findingText } from './finding-wording.ts';
import type { TextKey, Words } from './words.ts';

/** How a score reads on its sheet: names of inputs, lines of arithmetic, notes, refusals, published figures. */

export const localized = (text: Localized, words: Words): string => (words.language === 'en' ? text.en : text['zh-CN']);

const KEYS: ReadonlySet<string> = new Set<string>([...inputKeys, 'easl-aclf']);

export const inputName = (key: string, words: Words): string =>
  KEYS.has(key) ? words.pair(`packet.score.key.${key}` as TextKey).first : key;

export const inputNames = (keys: readonly string[], words: Words): string =>
  keys.map(key => inputName(key, words)).join(words.language === 'en' ? ', ' : '、');

const isQuantityKey = (key: string) => (inputKeys as readonly string[]).includes(key);

export function inputUnit(key: string): string {
  const spec = isQuantityKey(key) ? quantitySpec(key as (typeof inputKeys)[number]) : undefined;
  if (!spec?.unit || spec.unit === 'ratio' || spec.unit === 'a') return '';
  return unitText(spec.unit);
}

export function inputValue({ key, value, comparator }: AssessmentInput, words: Words): string {
  if (key === 'sex' && typeof value === 'string') return words.pair(`patient.sex.${value}` as TextKey).first;
  if (typeof value === 'number' && key !== 'he') return `${comparator ?? ''}${value}`;
  return findingText({ code: key === 'he' ? 'he' : 'ascites', value }, words);
}

/** What a line of arithmetic is about: an input, a constant, an organ, a clause. */
function termName(term: Term, words: Words): string {
  switch (term.kind) {
    case 'product':
      return term.factors.map(factor => factor.symbol).join(' × ');
    case 'constant':
      return words.pair(`packet.score.constant.${term.label}`).first;
    case 'points':
      return inputName(term.input, words);
    case 'organ':
      return words.pair(`packet.score.organ.${term.organ}`).first;
    case 'clause':
      return words.pair(`packet.score.clause.${term.clause}`).first;
  }
}

function termMark(term: Term, words: Words): string {
  if (term.kind === 'clause') {
    const verdict = term.met === null ? 'undecided' : term.met ? 'yes' : 'no';
    return words.pair(`packet.score.${verdict}`).first;
  }
  if (term.kind === 'organ') {
    if (term.isFailure) return words.pair('packet.score.organFailure').first;
    return term.isDysfunction ? words.pair('packet.score.organDysfunction').first : '';
  }
  if (term.kind !== 'product') return '';
  return term.factors
    .flatMap(({ clamp, symbol }) =>
      clamp === null ? [] : [`${symbol} ${words.pair(`packet.score.clamp.${clamp.kind}`, { to: clamp.to }).first}`],
    )
    .join(' ');
}

export interface ArithmeticLine {
  readonly name: string;
  readonly arithmetic: string;
  readonly mark: string;
}

export const arithmeticLine = (term: Term, words: Words): ArithmeticLine => ({
  name: termName(term, words),
  arithmetic: termArithmetic(term),
  mark: termMark(term, words),
});

const ORGAN_POINTS = /^organ:/; // already in the arithmetic

/** Notes of a frozen result in words; codes that this program does not know are printed as they are. */
export function noteTexts(notes: readonly string[], words: Words): string[] {
  return notes
    .filter(note => !ORGAN_POINTS.test(note))
    .map(note => {
      const [code = '', about = ''] = note.split(':');
      if (!NOTES.has(code)) return note;
      const organ = organNames.find(name => name === about);
      return words.pair(`packet.score.note.${code}` as TextKey, {
        input: inputName(about, words),
        hours: about,
        organ: organ === undefined ? about : words.pair(`packet.score.organ.${organ}`).first,
      }).first;
    });
}

const NOTES: ReadonlySet<string> = new Set([
  'at-cutoff',
  'assumed',
  'censored',
  'after-treatment',
  'spread',
  'unverified',
  'reference-only',
  'not-validated',
  'mixed',
  'failure',
]);

const REFUSALS: ReadonlySet<string> = new Set([
  'missing-input',
  'out-of-range',
  'not-applicable',
  'model-not-installed',
  'unknown-score',
  'unknown-unit',
]);

export function refusalText({ outcome: { refused, missing } }: Assessment, words: Words): string {
  if (refused === null) return '';
  if (!REFUSALS.has(refused.code)) return refused.message;
  const inputs = inputNames(missing, words) || refused.message;
  return words.pair(`packet.score.refusal.${refused.code}` as TextKey, { inputs, reason: '' }).first;
}

const OUTCOMES: ReadonlySet<string> = new Set([
  'death',
  'death-or-transplant',
  'death-in-patients',
  'survival',
  'severity',
  'diagnosis',
  'energy',
  'pressure',
]);

/** Reviewed figures of the literature for this result, each with outcome, horizon and source. */
export function figureTexts({ scoreId, scoreVersion, outcome }: Assessment, words: Words): string[] {
  const definition = scoreDefinition(scoreId);
  if (definition === undefined || outcome.refused !== null) return [];
  const result = { ...outcome, refused: null, missing: [], score: scoreId, version: scoreVersion };
  return publishedFigures(definition, result).map(figure => figureText(figure, words));
}

function figureText({ label, outcome, horizonDays, percent, citation }: PublishedFigure, words: Words): string {
  const named = OUTCOMES.has(outcome) ? words.pair(`packet.score.outcome.${outcome}` as TextKey).first : outcome;
  if (percent === null) return `${label} ${citation}`.trim();
  const values = { label, outcome: named, percent, citation };
  return horizonDays === null
    ? words.pair('packet.score.publishedFigureNoDays', values).first.trim()
    : words.pair('packet.score.publishedFigure', { ...values, days: horizonDays }).first.trim();
}
