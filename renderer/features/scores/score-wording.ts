import { inputKeys, quantitySpec } from '../../../shared/clinical/analytes.ts';
import {
  formulaWords,
  gradeText,
  inputName,
  inputNames,
  symbolName,
} from '../../../shared/clinical/clinical-wording.ts';
import type { NearCutoff } from '../../../shared/clinical/cutoffs.ts';
import { termArithmetic, termConversions } from '../../../shared/clinical/explanation.ts';
import { parseNote } from '../../../shared/clinical/note.ts';
import type { Localized, ScoreDefinition } from '../../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Term } from '../../../shared/clinical/terms.ts';
import { languageOf, type Translate } from '../../../shared/i18n/i18n.ts';
import { clinical as texts } from '../../../shared/i18n/zh-CN/clinical.ts';
import { scores as scoreTexts } from '../../../shared/i18n/zh-CN/scores.ts';
import type { Assessment, AssessmentInput } from '../../../shared/records/assessment.ts';
import { unitText } from '../../../shared/records/lab-catalogue.ts';
import { arithmeticOf } from '../../print/score-arithmetic.ts';

/** How a score reads on screen. A code that this program does not know is shown as it is, never left out. */

const has = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

export const localized = (text: Localized, language: string): string => text[languageOf(language)];

/** Unit of an input in SI, as a clinician reads it; empty where it has none. */
export function inputUnit(key: string): string {
  const known = inputKeys.find(each => each === key);
  const unit = known ? quantitySpec(known)?.unit : undefined;
  return !unit || unit === 'ratio' || unit === 'a' ? '' : unitText(unit).replace(/^10/, '×10'); // 6 10⁹/L is no number
}

export function plainValue(value: number | string | boolean, t: Translate): string {
  if (typeof value === 'boolean') return t(value ? 'scores.yes' : 'scores.no');
  if (typeof value === 'number') return String(value).replace('-', '−');
  return has(texts.level, value) ? t(`clinical.level.${value}`) : value;
}

/** Cut, not rounded, so that a value below a cut-off never reads as the cut-off itself. */
export const cut = (value: number, decimals: number): number => Math.trunc(value * 10 ** decimals) / 10 ** decimals;

const COMPUTED_DECIMALS: Readonly<Record<string, number>> = { map: 1 }; // a third of a difference has no end

/** A value that may have been computed, with the decimals that anybody can read; the engine keeps all of them. */
export const readable = <T extends number | string | boolean>(key: string, value: T): T | number =>
  typeof value === 'number' ? cut(value, COMPUTED_DECIMALS[key] ?? 6) : value;

export const inputText = ({ key, value, comparator }: AssessmentInput, t: Translate): string =>
  `${comparator ?? ''}${plainValue(value, t)}${inputUnit(key) ? ` ${inputUnit(key)}` : ''}`;

/** With a real minus, as the arithmetic prints it. */
const fixed = (value: number, decimals: number): string => value.toFixed(decimals).replace('-', '−');

/** What the words of a result are made from: stored, or just computed. */
type ScoreResult = Pick<Assessment, 'scoreId' | 'outcome'>;

/** A result, its bounds, or the word for why there is neither: never blank. */
export function outcomeText(result: ScoreResult, t: Translate): string {
  const code = result.outcome.refused?.code ?? '';
  const refusal = has(texts.refusal, code) ? t(`clinical.refusal.${code}`) : code;
  return resultText(result, t) ?? boundsValue(result, t) ?? refusal;
}

/** Outcome that a score predicts or a paper reports. */
export const outcomeName = (code: string, t: Translate): string =>
  has(texts.outcome, code) && code !== 'published' && code !== 'horizon' ? t(`clinical.outcome.${code}`) : code;

/** The clause that decided a classification. */
export const ruleText = (rule: string, t: Translate): string =>
  has(texts.rule, rule) ? t(`clinical.rule.${rule}`) : rule;

/** The result as read, with the decimals of the score; null where there is none. */
export function resultText({ scoreId, outcome }: ScoreResult, t: Translate): string | null {
  const { value } = outcome;
  if (value === null) return null;
  if (typeof value === 'string') return gradeText(value, t);
  const shown = fixed(value, scoreDefinition(scoreId)?.display.decimals ?? 0);
  return scoreId === 'catch-life' ? `${shown} %` : shown; // a risk; all others are points or name their unit
}

const boundText = (bound: number | string, definition: ScoreDefinition | undefined, t: Translate): string =>
  typeof bound === 'string' ? gradeText(bound, t) : fixed(bound, definition?.display.decimals ?? 0);

/** Bounds standing alone, as in the letter: they never look like a plain result. */
export function boundsText(assessment: Assessment, t: Translate): string | null {
  const value = boundsValue(assessment, t);
  const { bounds } = assessment.outcome;
  return value !== null && bounds?.low === bounds?.high ? t('scores.boundsCertain', { value }) : value;
}

/** Bounds with their remark beside them. */
export function boundsValue({ scoreId, outcome }: ScoreResult, t: Translate): string | null {
  const { bounds } = outcome;
  if (bounds === null) return null;
  const definition = scoreDefinition(scoreId);
  const low = boundText(bounds.low, definition, t);
  const high = boundText(bounds.high, definition, t);
  return low === high ? low : t('scores.bounds', { low, high });
}

/** What is missing behind bounds, and whether it matters. */
export function boundsRemark({ outcome }: Assessment, t: Translate): string {
  const { bounds, missing } = outcome;
  if (bounds === null) return '';
  const items = inputNames(missing, t);
  return t(bounds.low === bounds.high ? 'scores.boundsSame' : 'scores.boundsWhy', { items });
}

/** What somebody can do about a refusal; empty where nothing can be done, or there is none. */
export function refusalAdvice({ outcome }: Assessment, t: Translate): string {
  const code = outcome.refused?.code ?? '';
  return has(scoreTexts.todo, code) ? t(`scores.todo.${code}`) : '';
}

/** Why there is no result, in words; empty where there is one. */
export function refusalText(assessment: Assessment, t: Translate): string {
  const { refused, missing } = assessment.outcome;
  if (refused === null) return '';
  if (refused.code === 'model-not-installed') {
    const wanted = (scoreDefinition(assessment.scoreId)?.inputs ?? []).map(({ key }) => key as string);
    const known = assessment.inputs.filter(({ key }) => wanted.includes(key)).length;
    return t('scores.notInstalledShort', { known, total: wanted.length });
  }
  const explanation = arithmeticOf(assessment);
  const reason = explanation?.notApplicable ?? null;
  if (refused.code === 'not-applicable' && reason !== null) return t(`clinical.notApplicable.${reason}`);
  const what = has(texts.refusal, refused.code) ? t(`clinical.refusal.${refused.code}`) : refused.code;
  const keys = missing.length > 0 ? missing : (explanation?.refusedInputs ?? []);
  return keys.length > 0 ? `${what}${t('packet.colon')}${inputNames(keys, t)}` : what;
}

export function noteText(note: string, t: Translate): string {
  const { code, subject, value } = parseNote(note);
  const tooOld = /^too-old:([^:]+):(\d+)$/.exec(note);
  if (tooOld) return t('scores.tooOld', { input: inputName(tooOld[1] ?? '', t), hours: tooOld[2] });
  if (!has(texts.note, code)) return note;
  const about = subject ?? '';
  return t(`clinical.note.${code}`, {
    input: inputName(about, t),
    what: has(texts.input, about) ? inputName(about, t) : (scoreDefinition(about)?.framework['zh-CN'] ?? about),
    organ: has(texts.organ, about) ? t(`clinical.organ.${about}`) : about,
    hours: about,
    type: value ?? about,
    points: value ?? '',
  });
}

/** Notes worth a remark on the line: all assumptions in one, the organ points only in the arithmetic. */
export function remarks(notes: readonly string[], t: Translate): string[] {
  const assumed = notes.flatMap(note => (note.startsWith('assumed:') ? [inputShort(note.slice(8), t)] : []));
  const others = notes.filter(note => !note.startsWith('organ:') && !note.startsWith('assumed:'));
  return [
    ...others.map(note => noteText(note, t)),
    ...(assumed.length > 0 ? [t('scores.assumed', { items: assumed.join(t('ui.listComma')) })] : []),
  ];
}

/** Without what stands in brackets: the line is short, the score's own page is not. */
const inputShort = (key: string, t: Translate): string => inputName(key, t).replace(/\s*[（(].*$/, '');

/** Why a model file was refused, by name, with the place in the file. */
export function modelRefusalText(refusal: string, where: string, t: Translate): string {
  return has(texts.model.refusal, refusal) ? t(`clinical.model.refusal.${refusal}`, { where }) : refusal;
}

/** Values within ±1 % of a step, with the side that counted; each replaces its plain note. */
export function nearText(assessment: Assessment, t: Translate): string[] {
  return (arithmeticOf(assessment)?.near ?? []).map(near => nearCutoffText(near, t));
}

function nearCutoffText({ key, quantity, value, cutoff, exact, counted }: NearCutoff, t: Translate): string {
  const name = quantity === null ? inputName(key, t) : t(`scores.quantity.${quantity}`);
  const unit = quantity === 'ratio' ? '' : inputUnit(key);
  const step = [`${exact === 'upper' ? '≥' : '>'}${cutoff}`, unit].join(' ').trim();
  return t('scores.nearCutoff', { name, value: readable(key, value), cutoff: step, side: t(`scores.side.${counted}`) });
}

/** A line of the arithmetic as screen, sheet and handbook print it. */
export interface ArithmeticLine {
  readonly key: string;
  readonly name: string;
  readonly arithmetic: string;
  readonly remark: string;
  /** True for a line that makes up an intermediate result: it is not a summand of the whole. */
  readonly isPart: boolean;
}

/** All terms in order; what an intermediate result is made of comes before it. */
export function arithmeticLines(terms: readonly Term[], t: Translate, isPart = false): ArithmeticLine[] {
  return terms.flatMap((term, at) => [
    ...(term.kind === 'constant' ? arithmeticLines(term.parts, t, true) : []),
    {
      key: `${isPart ? 'part' : 'term'} ${at}`,
      name: termName(term, t),
      arithmetic: formulaWords(termArithmetic(term), t),
      remark: [...termConversions(term), termRemark(term, t)].filter(Boolean).join(t('ui.listComma')),
      isPart,
    },
  ]);
}

/** What a line of arithmetic is about: an input, a constant, an organ, a clause. */
export function termName(term: Term, t: Translate): string {
  switch (term.kind) {
    case 'product':
      return term.factors.map(factor => symbolName(factor.symbol, t)).join(' × ');
    case 'constant':
      return t(`clinical.term.${term.label}`);
    case 'points':
      return inputName(term.input, t);
    case 'organ':
      return t(`clinical.organ.${term.organ}`);
    case 'clause':
      return has(texts.clause, term.clause) ? t(`clinical.clause.${term.clause}`) : term.clause;
  }
}

/** What was done to the input, or what the line decided. */
export function termRemark(term: Term, t: Translate): string {
  switch (term.kind) {
    case 'product':
      return term.factors
        .flatMap(({ clamp, symbol }) =>
          clamp ? [`${symbol} ${t(`clinical.term.${clamp.kind}`, { to: clamp.to })}`] : [],
        )
        .join(t('ui.listComma'));
    case 'organ': {
      const [sbp = 0, dbp = 0] = term.computedFrom ?? [];
      const origin = term.computedFrom ? t('clinical.term.computedFrom', { sbp, dbp }) : '';
      const seen = `${inputName(term.input, t)} ${plainValue(readable(term.input, term.value), t)}${origin}`;
      if (term.isFailure)
        return `${seen}${t('ui.listComma')}${t('clinical.note.failure', { organ: t(`clinical.organ.${term.organ}`) })}`;
      return term.isDysfunction ? `${seen}${t('ui.listComma')}${t('clinical.term.dysfunction')}` : seen;
    }
    case 'points':
      return term.value === null ? '' : plainValue(term.value, t);
    case 'clause':
      return t(`scores.met.${term.met === null ? 'unknown' : term.met ? 'yes' : 'no'}`);
    case 'constant':
      return '';
  }
}

/** Earliest and latest sample among the inputs; null where none is dated. */
export function sampleSpan({ inputs }: Assessment): { from: string; to: string } | null {
  const times = inputs.flatMap(input => input.sampledAt ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const [from] = times;
  const to = times.at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}
