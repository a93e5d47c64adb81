import { useTranslation } from 'react-i18next';
import type { JudgedRule } from '../../../shared/records/advice.ts';
import { localized } from '../scores/score-wording.ts';
import { conditionText, factsText, lackText } from './advice-wording.ts';

/** A shape for each state, so that none hangs on colour. */
const MARK: Record<JudgedRule['state'], string> = {
  fired: '●',
  held: '◐',
  'not-judged': '?',
  'not-met': '–',
  'not-applicable': '∅',
  inactive: '×',
};

/** One rule: its state, what it asks, what was seen, whose criterion it is and where that comes from. */
export function RuleLine({ rule, detailed }: { rule: JudgedRule; detailed: boolean }) {
  const { t, i18n } = useTranslation();
  const { id, state, urgency, framework, evidence, when } = rule;
  const isOpen = state === 'not-judged' || state === 'held';
  return (
    <li className={`advice-rule advice-rule-${state}`} data-testid={`rule-${id}`} data-state={state}>
      <span className="advice-mark" aria-hidden="true">
        {MARK[state]}
      </span>
      <span className="advice-state">
        {state === 'fired' || state === 'held' ? t(`advice.short.${urgency}`) : t(`advice.state.${state}`)}
      </span>
      <span className="advice-what">
        <span className="advice-condition">{conditionText(when, t, i18n.language)}</span>
        <span className="advice-facts">
          {state === 'not-judged' && !detailed ? '' : factsText(rule, t, i18n.language)}
          {isOpen ? <span className="advice-lack"> {lackText(rule, t)}</span> : null}
          {state === 'held' ? <span className="advice-lack"> {t('advice.heldHint')}</span> : null}
        </span>
        {detailed ? (
          <span className="note">
            {t('advice.evidence')}: {localized(evidence, i18n.language)}
          </span>
        ) : null}
      </span>
      <span className="advice-whose">{localized(framework, i18n.language)}</span>
    </li>
  );
}
