import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { judgeCourse, type TrendFinding } from '../../../shared/clinical/trend-rules.ts';
import type { Assessment } from '../../../shared/records/assessment.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import { type Instant, wallClock } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import { signed } from '../labs/lab-table.ts';
import { type CosshCourse, cosshCourse, courseFacts } from './course-facts.ts';
import { lacksText, numbersText } from './trend-wording.ts';

interface TrendRulesProps {
  observations: readonly Observation[];
  assessments: readonly Assessment[];
  treatments: readonly Treatment[];
  now: Instant;
}

const STATES = ['fired', 'not-judged', 'not-met'] as const;
/** A shape for each state, so that none hangs on colour. */
const MARK: Record<TrendFinding['state'], string> = { fired: '●', 'not-judged': '?', 'not-met': '–' };

/** What the course means by the published trend rules. Painted after the charts: they are what the page is opened for. */
export function TrendRules(props: TrendRulesProps) {
  const isReady = useDeferredValue(true, false);
  return <div className="trend-rules">{isReady ? <TrendRuleList {...props} /> : null}</div>;
}

function TrendRuleList({ observations, assessments, treatments, now }: TrendRulesProps) {
  const { t } = useTranslation();
  const [findings, cossh] = useMemo(() => {
    const record = { observations, assessments, treatments, now };
    return [judgeCourse(courseFacts(record)), cosshCourse(record)] as const;
  }, [observations, assessments, treatments, now]);
  const inState = (state: TrendFinding['state']) => findings.filter(finding => finding.state === state);
  return (
    <details data-testid="trend-rules">
      <summary>
        <span className="trend-rules-title">{t('course.rules.title')}</span>{' '}
        {STATES.map(state => (
          <span key={state} className={`trend-count trend-count-${state}`} data-testid={`trend-count-${state}`}>
            {MARK[state]} {t(`course.rules.count.${state}`, { total: inState(state).length })}
          </span>
        ))}
        {inState('fired').map(({ id }) => (
          <strong key={id} className="trend-fired">
            {t(`clinical.trendRule.${id}`)}
          </strong>
        ))}
      </summary>
      <ul>
        {STATES.flatMap(inState).map(finding => (
          <RuleRow key={finding.id} finding={finding} />
        ))}
        <CosshRow cossh={cossh} />
      </ul>
      <p className="note">{t('course.rules.note')}</p>
    </details>
  );
}

function RuleRow({ finding }: { finding: TrendFinding }) {
  const { t } = useTranslation();
  const { id, state, evidence } = finding;
  const lacks = lacksText(finding, t);
  return (
    <li className={`trend-rule trend-rule-${state}`} data-testid={`trend-${id}`} data-state={state}>
      <span aria-hidden="true">{MARK[state]}</span>
      <span>{t(`course.rules.state.${state}`)}</span>
      <span>
        {t(`clinical.trendRule.${id}`)}
        {lacks ? <span className="trend-lack">{lacks}</span> : null}
        <span className="trend-numbers">{numbersText(finding, t)}</span>
      </span>
      <span className="note">{evidence}</span>
    </li>
  );
}

/** A plain difference: no cut-off is established, so it neither fires nor rests. */
function CosshRow({ cossh }: { cossh: CosshCourse | null }) {
  const { t } = useTranslation();
  const clock = (at: Instant) => wallClock(at).slice(5);
  const treated = (sample: { at: Instant; isTreated: boolean }) =>
    sample.isTreated ? t('course.rules.treated', { time: clock(sample.at) }) : clock(sample.at);
  const parts = cossh
    ? [
        t('course.rules.cossh.first', { score: cossh.first.value.toFixed(2), time: treated(cossh.first) }),
        ...([3, 7] as const).map(day => {
          const found = cossh.differences.find(each => each.day === day);
          if (!found) return t('course.rules.cossh.none', { day });
          const { to, difference } = found;
          const texts = { difference: signed(Number(difference.toFixed(2))), score: to.value.toFixed(2) };
          return t('course.rules.cossh.day', { day, ...texts, time: treated(to) });
        }),
      ]
    : [t('course.rules.cossh.never')];
  return (
    <li className="trend-rule" data-testid="trend-cossh-difference">
      <span aria-hidden="true">Δ</span>
      <span>{t('course.rules.state.shown')}</span>
      <span>
        {t('course.rules.cossh.title')}
        <span className="trend-numbers">{parts.join(t('ui.listComma'))}</span>
      </span>
      <span className="note">PMC11219721</span>
    </li>
  );
}
