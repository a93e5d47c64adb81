import { isStanding } from '../../shared/clinical/referral-advice.ts';
import type { JudgedRule, StandingAdvice } from '../../shared/records/advice.ts';
import { localized } from '../features/scores/score-wording.ts';
import { timeText } from './packet-wording.ts';
import type { Words } from './words.ts';

/** The rules that speak for a transfer, then those that could not be judged. */
export const tellingRules = ({ computed: { rules } }: StandingAdvice): JudgedRule[] => [
  ...rules.filter(isStanding),
  ...rules.filter(({ state }) => state === 'not-judged'),
];

/** The table that was asked, its number, and the physician who put it into force. */
export function policyText({ policy: { origin, number, confirmed } }: StandingAdvice, { t }: Words): string {
  const by = confirmed
    ? t('advice.policy.confirmed', { by: confirmed.by, time: timeText(confirmed.at) })
    : t('advice.policy.unconfirmed');
  return [t(`advice.policy.${origin}`, { number }), by].join(t('ui.listComma'));
}

/** What a physician said, and whether the case has moved on since. */
export function decisionTexts({ decision, level, computed }: StandingAdvice, { t }: Words): string[] {
  if (decision === null) return [t('packet.timeline.undecided')];
  const { kind, decidedAt, decidedBy: by, reason, isCurrent, isQuestioned, computedLevel } = decision;
  const time = timeText(decidedAt);
  if (kind === 'confirmed') {
    const said = isCurrent
      ? t('advice.confirmed', { by, time })
      : t('advice.confirmedEarlier', { by, time, level: t(`advice.level.${computedLevel}`) });
    return isQuestioned ? [said, t('advice.questionedConfirmed')] : [said];
  }
  return [
    t('advice.decisionLine.overridden', { time, by, reason, level: t(`advice.level.${decision.level}`) }),
    t('advice.computed', { level: t(`advice.level.${computed.level}`) }),
    ...(isQuestioned ? [t('advice.questioned', { level: t(`advice.level.${level}`) })] : []),
  ];
}

/** In one paragraph, for the summary: the level that stands, by which table, who said so, and whose criteria spoke for it. */
export function adviceBrief(advice: StandingAdvice, words: Words): string {
  const { t, language } = words;
  const { rules } = advice.computed;
  const standing = rules.filter(isStanding);
  const open = rules.filter(({ state }) => state === 'not-judged').length;
  const whose = new Set(standing.map(({ framework }) => localized(framework, language)));
  const { level } = advice.computed;
  // The rules' word first; what a physician made of it bears a name.
  const computed =
    advice.level === level ? t(`advice.level.${level}`) : t('advice.computed', { level: t(`advice.level.${level}`) });
  return [
    computed,
    t(`advice.policy.${advice.policy.origin}`, { number: advice.policy.number }),
    ...decisionTexts(advice, words).filter(text => text !== computed),
    ...(standing.length > 0 ? [t('advice.onReferralBy', { rules: [...whose].join(t('ui.listComma')) })] : []),
    ...(open > 0 && level === 're-score' ? [t('advice.noneFiredOpen', { total: open })] : []),
    ...(open > 0 && level !== 're-score' ? [t('advice.counts.not-judged', { total: open })] : []),
  ].join(language === 'en' ? '; ' : '；');
}
