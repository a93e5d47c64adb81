import { inputKeys, quantitySpec } from '../../../shared/clinical/analytes.ts';
import { parseNote } from '../../../shared/clinical/note.ts';
import type { Localized, ScoreDefinition } from '../../../shared/clinical/score-definition.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Term } from '../../../shared/clinical/terms.ts';
import type { Language, Translate } from '../../../shared/i18n/i18n.ts';
import { clinical as texts } from '../../../shared/i18n/zh-CN/clinical.ts';
import type { Assessment, AssessmentInput } from '../../../shared/records/assessment.ts';
import { unitText } from '../../../shared/records/lab-catalogue.ts';
import { arithmeticOf } from '../../print/score-arithmetic.ts';

/** How a score reads on screen. A code that this program does not know is shown as it is, never left out. */

const has = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

export const languageOf = (code: string): Language => (code === 'en' ? 'en' : 'zh-CN');

export const localized = (text: Localized, language: string): string => text[languageOf(language)];

export function inputName(key: string, t: Translate): string {
  return has(texts.input, key) ? t(`clinical.input.${key}`) : key;
}

export const inputNames = (keys: readonly string[], t: Translate): string =>
  keys.map(key => inputName(key, t)).join(t('ui.listComma'));

/** Unit of an input in SI, as a clinician reads it; empty where it has none. */
export function inputUnit(key: string): string {
  const known = inputKeys.find(each => each === key);
  const unit = known ? quantitySpec(known)?.unit : undefined;
  return !unit || unit === 'ratio' || unit === 'a' ? '' : unitText(unit);
}

export function plainValue(value: number | string | boolean, t: Translate): string {
  if (typeof value === 'boolean') return t(value ? 'scores.yes' : 'scores.no');
  if (typeof value === 'number') return String(value);
  return has(texts.level, value) ? t(`clinical.level.${value}`) : value;
}

export const inputText = ({ key, value, comparator }: AssessmentInput, t: Translate): string =>
  `${comparator ?? ''}${plainValue(value, t)}${inputUnit(key) ? ` ${inputUnit(key)}` : ''}`;

/** A grade as read: `B`, `1b`, `II`, or a word for yes, no and the Chinese stages. */
export const gradeText = (grade: string, t: Translate): string =>
  has(texts.grade, grade) ? t(`clinical.grade.${grade}`) : grade;

/** The result as read, with the decimals of the score; null where there is none. */
export function resultText({ scoreId, outcome }: Assessment, t: Translate): string | null {
  const { value } = outcome;
  if (value === null) return null;
  if (typeof value === 'string') return gradeText(value, t);
  return value.toFixed(scoreDefinition(scoreId)?.display.decimals ?? 0);
}

const boundText = (bound: number | string, definition: ScoreDefinition | undefined, t: Translate): string =>
  typeof bound === 'string' ? gradeText(bound, t) : bound.toFixed(definition?.display.decimals ?? 0);

export function boundsText({ scoreId, outcome }: Assessment, t: Translate): string | null {
  const { bounds } = outcome;
  if (bounds === null) return null;
  const definition = scoreDefinition(scoreId);
  const low = boundText(bounds.low, definition, t);
  const high = boundText(bounds.high, definition, t);
  return low === high ? t('scores.boundsSame', { value: low }) : t('scores.bounds', { low, high });
}

/** Why there is no result, in words; empty where there is one. */
export function refusalText(assessment: Assessment, t: Translate): string {
  const { refused, missing } = assessment.outcome;
  if (refused === null) return '';
  if (refused.code === 'model-not-installed') return t('scores.notInstalled');
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

/** Notes worth a remark on the line; the organ points stand in the arithmetic. */
export const remarkNotes = (notes: readonly string[]): string[] => notes.filter(note => !note.startsWith('organ:'));

/** Values within ±1 % of a step, with the side that counted; each replaces its plain note. */
export function nearText(assessment: Assessment, t: Translate): string[] {
  return (arithmeticOf(assessment)?.near ?? []).map(({ key, value, cutoff, counted }) =>
    t('scores.nearCutoff', { name: inputName(key, t), value, cutoff, side: t(`scores.side.${counted}`) }),
  );
}

/** What a line of arithmetic is about: an input, a constant, an organ, a clause. */
export function termName(term: Term, t: Translate): string {
  switch (term.kind) {
    case 'product':
      return term.factors.map(factor => factor.symbol).join(' × ');
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
      const seen = `${inputName(term.input, t)} ${plainValue(term.value, t)}`;
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
