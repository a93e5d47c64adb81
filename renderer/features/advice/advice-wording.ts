import { gradeText, inputName } from '../../../shared/clinical/clinical-wording.ts';
import type { Condition, Operator } from '../../../shared/clinical/referral-policy.ts';
import { scoreDefinition } from '../../../shared/clinical/score-registry.ts';
import type { Translate } from '../../../shared/i18n/i18n.ts';
import { clinical as texts } from '../../../shared/i18n/zh-CN/clinical.ts';
import type { JudgedRule, MissingInput, RuleFact } from '../../../shared/records/advice.ts';
import { COMPARATOR_SIGN } from '../../ui/quantity-text.tsx';
import { cut, inputUnit, localized, plainValue, readable } from '../scores/score-wording.ts';

/** How a rule of the policy and what it looked at read on screen, made from the rule itself: a moved threshold shows. */

export function scoreName(scoreId: string, language: string): string {
  const definition = scoreDefinition(scoreId);
  return definition ? localized(definition.title, language) : scoreId;
}

const sign = (operator: Operator): string => COMPARATOR_SIGN[operator];

const withUnit = (key: string, value: number | string | boolean, t: Translate): string =>
  `${plainValue(typeof value === 'number' ? cut(readable(key, value), 3) : value, t)}${inputUnit(key) ? ` ${inputUnit(key)}` : ''}`;

const rawText = (raw: number): string => String(cut(raw, 4)).replace('-', '−');

function bandText(
  { atLeast, above, below }: { atLeast?: number | null; above?: number | null; below?: number | null },
  t: Translate,
): string {
  const ends = [
    atLeast == null ? [] : `≥ ${atLeast}`,
    above == null ? [] : `> ${above}`,
    below == null ? [] : `< ${below}`,
  ].flat();
  return ends.join(` ${t('advice.condition.all')} `);
}

/** A condition in words, with its thresholds as they are. */
export function conditionText(condition: Condition, t: Translate, language: string): string {
  switch (condition.kind) {
    case 'organ-failure':
      return t('advice.condition.organ-failure');
    case 'input': {
      const { key, operator, value } = condition;
      return t('advice.condition.input', {
        name: inputName(key, t),
        operator: sign(operator),
        value: withUnit(key, value, t),
      });
    }
    case 'choice':
      return t('advice.condition.variceal-bleed', { level: t(`clinical.level.${condition.equals}`) });
    case 'grade':
      return t('advice.condition.grade', {
        name: scoreName(condition.score, language),
        grade: gradeText(condition.atLeast, t),
      });
    case 'raw':
      return `${scoreName(condition.score, language)} ${bandText(condition, t)}`;
    case 'all':
    case 'any-known': {
      const parts = condition.of.map(part => {
        const text = conditionText(part, t, language);
        return part.kind === 'any-known' || part.kind === 'all' ? `(${text})` : text;
      });
      return parts.join(` ${t(`advice.condition.${condition.kind}`)} `);
    }
  }
}

const isOrgan = (organ: string): organ is keyof typeof texts.organ => Object.hasOwn(texts.organ, organ);

/** What a rule looked at: the value with its cut-off. */
export function factText(fact: RuleFact, t: Translate, language: string): string {
  switch (fact.kind) {
    case 'input': {
      const name = inputName(fact.key, t);
      if (fact.value === null) return t('advice.fact.unknown', { name });
      const cutoff =
        fact.operator === null ? '' : t('advice.fact.cutoff', { cutoff: `${sign(fact.operator)} ${fact.cutoff}` });
      return `${t('advice.fact.input', { name, value: withUnit(fact.key, fact.value, t) })}${cutoff}`;
    }
    case 'organ': {
      const name = inputName(fact.key, t);
      const value = withUnit(fact.key, fact.value, t);
      const organ = isOrgan(fact.organ) ? t(`clinical.organ.${fact.organ}`) : fact.organ;
      const cutoff =
        fact.operator === null || fact.cutoff === null
          ? ''
          : t('advice.fact.cutoff', { cutoff: `${sign(fact.operator)} ${fact.cutoff}` });
      return `${fact.isMet ? t('advice.fact.organ', { organ, name, value }) : t('advice.fact.input', { name, value })}${cutoff}`;
    }
    case 'grade': {
      const name = scoreName(fact.scoreId, language);
      if (fact.low === null || fact.high === null) return t('advice.fact.unknown', { name });
      return fact.low === fact.high
        ? t('advice.fact.grade', { name, grade: gradeText(fact.low, t) })
        : t('advice.fact.gradeRange', { name, low: gradeText(fact.low, t), high: gradeText(fact.high, t) });
    }
    case 'raw': {
      const name = scoreName(fact.scoreId, language);
      return fact.raw === null
        ? t('advice.fact.unknown', { name })
        : t('advice.fact.raw', { name, value: rawText(fact.raw) });
    }
  }
}

/** The facts that made a rule what it is: those that met it where it stands, else all that are known. */
export function tellingFacts({ state, facts }: JudgedRule): readonly RuleFact[] {
  const isStanding = state === 'fired' || state === 'held';
  return isStanding ? facts.filter(({ isMet }) => isMet === true) : facts.filter(({ isMet }) => isMet !== null);
}

const factMarks = (fact: RuleFact, t: Translate): string[] => [
  ...('isNear' in fact && fact.isNear ? [t('advice.near')] : []),
  ...(fact.isTreated ? [t('advice.treated')] : []),
];

/** Facts in one line, each with its marks. */
export function factsText(rule: JudgedRule, t: Translate, language: string): string {
  const lines = tellingFacts(rule).map(fact =>
    [factText(fact, t, language), ...factMarks(fact, t)].join(t('ui.listComma')),
  );
  return lines.join(t('ui.listSemicolon'));
}

function missingText({ key, why, ageHours }: MissingInput, t: Translate): string {
  const input = inputName(key, t);
  return why === 'absent' ? input : t(`advice.why.${why}`, { input, hours: ageHours ?? 0 });
}

/** Why a rule could not be judged. */
export function lackText({ reason, missing }: JudgedRule, t: Translate): string {
  if (missing.length > 0)
    return t('advice.lacks', { items: missing.map(each => missingText(each, t)).join(t('ui.listComma')) });
  return reason === null ? '' : t(`advice.reason.${reason}`);
}
