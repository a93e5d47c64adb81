import type { StandingAdvice } from '../../shared/records/advice.ts';
import { conditionText, factsText, lackText } from '../features/advice/advice-wording.ts';
import { localized } from '../features/scores/score-wording.ts';
import { decisionTexts, policyText, tellingRules } from './advice-text.ts';
import { timeText } from './packet-wording.ts';
import { Part } from './paper.tsx';
import type { Words } from './words.ts';

/** What the hospital's policy computed; apart from it the physician's word; and each rule behind it with what it looked at. */
export function AdvicePart({ advice, words }: { advice: StandingAdvice; words: Words }) {
  const { t, language } = words;
  const { computed } = advice;
  const byRules = t('advice.computed', { level: t(`advice.level.${computed.level}`) });
  return (
    <Part words={words} title="packet.timeline.advice">
      <p>
        <strong>{byRules}</strong>
        {'　'}
        {t('advice.basedOn', { time: timeText(computed.anchorAt) })}
        {'　'}
        {policyText(advice, words)}
      </p>
      <p>
        <strong>{t('packet.timeline.physician')}</strong>
        {t('packet.colon')}
        {decisionTexts(advice, words)
          .filter(line => line !== byRules)
          .join(t('ui.listSemicolon'))}
      </p>
      <table className="events advice-rules">
        <tbody>
          {tellingRules(advice).map(rule => (
            <tr key={rule.id}>
              <td>
                {rule.state === 'not-judged'
                  ? t('advice.state.not-judged')
                  : `${t(`advice.state.${rule.state}`)} · ${t(`advice.short.${rule.urgency}`)}`}
              </td>
              <td>{conditionText(rule.when, t, language)}</td>
              <td>{rule.state === 'not-judged' ? lackText(rule, t) : factsText(rule, t, language)}</td>
              <td>{localized(rule.framework, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
