import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/records/assessment.ts';
import { labItem, unitText } from '../../../shared/records/lab-catalogue.ts';
import type { Observation } from '../../../shared/records/observation.ts';
import type { Pathway } from '../../../shared/records/pathway.ts';
import type { RangePerson } from '../../../shared/records/reference-range.ts';
import type { Instant } from '../../../shared/records/time.ts';
import type { Treatment } from '../../../shared/records/treatment.ts';
import {
  type AclfScore,
  availableScores,
  type CoursePanel,
  courseModel,
  focusTimes,
  type PanelId,
  scoreName,
} from '../../charts/course-model.ts';
import { createFocus } from '../../charts/focus.ts';
import { Legend } from '../../charts/legend.tsx';
import { THRESHOLD_SETS, type ThresholdSet } from '../../charts/thresholds.ts';
import { spanOf, WINDOWS, type WindowName } from '../../charts/time-axis.ts';
import { ulnPanel } from '../../charts/uln-panel.ts';
import type { AxisKind } from '../../charts/value-scale.ts';
import { CheckList } from '../../ui/check-list.tsx';
import { Choice } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { valueText } from '../labs/lab-table.ts';
import { itemName } from '../labs/value-wording.ts';
import { CourseSheet } from './course-sheet.tsx';
import { FocusSlider } from './focus-slider.tsx';
import { phasesOf } from './phases.ts';
import { SparklineTable } from './sparkline-table.tsx';

export interface CourseViewProps {
  readonly observations: readonly Observation[];
  readonly assessments: readonly Assessment[];
  readonly treatments: readonly Treatment[];
  readonly reached: Pathway['reached'] | undefined;
  readonly sex: RangePerson['sex'];
  readonly ageYears: number | null;
  readonly t0: Instant;
  readonly now: Instant;
  /** Stands between the controls and the charts. */
  readonly children?: ReactNode;
}

const VIEWS = ['panels', 'sparklines', 'uln'] as const;
type View = (typeof VIEWS)[number];

/** The course of one episode in the chosen window and view. Fetches nothing. */
export function CourseView(props: CourseViewProps) {
  const { observations, assessments, treatments, reached, sex, ageYears, now } = props;
  const { t, i18n } = useTranslation();
  const [focus] = useState(() => createFocus());
  const [view, setView] = useState<View>('panels');
  const [window, setWindow] = useState<WindowName>('all');
  const [isLog, setLog] = useState(false);
  const [thresholdSets, setThresholdSets] = useState<ThresholdSet[]>([...THRESHOLD_SETS]);
  const [chosen, setChosen] = useState<AclfScore | null>(null);
  const t0 = Date.parse(props.t0);
  const scores = useMemo(() => availableScores(assessments), [assessments]);
  const aclfScore = chosen ?? scores[0] ?? 'cossh-aclf-ii';
  const { panels: stacked, words } = useMemo(() => {
    const person = { sex, ageYears };
    const textOf = (observation: Observation) => valueText(observation) ?? '';
    return courseModel({ observations, assessments, treatments, person, t0, aclfScore, textOf });
  }, [observations, assessments, treatments, sex, ageYears, t0, aclfScore]);
  const panels = useMemo(
    () => (view === 'uln' ? [ulnPanel({ observations, treatments, person: { sex, ageYears }, t0 })] : stacked),
    [view, stacked, observations, treatments, sex, ageYears, t0],
  );
  const all = useMemo(() => focusTimes(stacked), [stacked]);
  const span = useMemo(() => {
    const started = treatments.flatMap(({ voidedAt, startedAt }) =>
      voidedAt === null && Date.parse(startedAt) <= Date.parse(now) ? [Date.parse(startedAt)] : [],
    );
    return spanOf(window, [...all, ...started, t0], now);
  }, [window, all, treatments, t0, now]);
  const times = useMemo(() => all.filter(at => at >= span.from && at <= span.to), [all, span]);
  const phases = useMemo(() => phasesOf(t0, reached, t), [t0, reached, t]);

  const axisOf = (id: PanelId): AxisKind => (isLog && (id === 'ENZYMES' || id === 'ULN') ? 'decades' : 'linear');
  const titleOf = (panel: CoursePanel): string => {
    const { id } = panel;
    const scaleWord = axisOf(id) === 'decades' ? t('course.logAxis') : '';
    if (id === 'ULN') return [t('course.uln'), scaleWord].filter(Boolean).join(' ');
    if (id === 'MELD') return panel.series.length > 1 ? t('course.meld') : (panel.series[0]?.name ?? t('course.meld'));
    if (id === 'ACLF') return scoreName(aclfScore);
    if (id === 'ENZYMES')
      return t('course.axis', { name: t('course.enzymes'), unit: `U/L${scaleWord && `, ${scaleWord}`}` });
    const itsName = itemName(labItem(id), i18n.language);
    const name = id === 'HBVDNA' ? itsName : `${itsName} ${id}`;
    const unit = unitText(panel.unit);
    return unit ? t('course.axis', { name, unit }) : name;
  };

  return (
    <>
      <div className="page-head course-controls">
        <h1>{t('course.title')}</h1>
        <fieldset className="course-group" aria-label={t('course.windowLabel')}>
          <Choice
            value={window}
            options={WINDOWS.map(value => ({ value, label: t(`course.window.${value}`) }))}
            onChange={value => {
              setWindow(value);
              focus.set(null);
            }}
            testId="course-window"
          />
        </fieldset>
        <fieldset className="course-group" aria-label={t('course.viewLabel')}>
          <Choice
            value={view}
            options={VIEWS.map(value => ({ value, label: t(`course.view.${value}`) }))}
            onChange={setView}
            testId="course-view"
          />
        </fieldset>
        {times.length > 0 && view !== 'sparklines' ? <FocusSlider times={times} focus={focus} /> : null}
        <button type="button" className="quiet-button course-print" onClick={() => globalThis.print()}>
          {t('course.print')}
        </button>
      </div>
      {all.length === 0 && words.length === 0 ? (
        <EmptyState title={t('course.empty')} />
      ) : (
        <>
          <div className="course-controls course-options">
            <span className="note">{t('course.thresholds')}</span>
            <CheckList
              values={thresholdSets}
              options={THRESHOLD_SETS.map(value => ({ value, label: t(`course.thresholdSet.${value}`) }))}
              onChange={setThresholdSets}
              testId="course-thresholds"
            />
            <CheckList
              values={isLog ? ['log'] : []}
              options={[{ value: 'log', label: t('course.logToggle') }]}
              onChange={values => setLog(values.length > 0)}
              testId="course-log"
            />
            {scores.length > 1 ? (
              <label className="note">
                {t('course.aclfScore')}{' '}
                <select
                  value={aclfScore}
                  onChange={event => setChosen(scores.find(id => id === event.target.value) ?? null)}
                  data-testid="course-score"
                >
                  {scores.map(id => (
                    <option key={id} value={id}>
                      {scoreName(id)}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
          </div>
          {props.children}
          {view === 'sparklines' ? (
            <SparklineTable panels={panels} span={span} axisOf={axisOf} />
          ) : (
            <CourseSheet
              panels={panels}
              words={words}
              treatments={treatments}
              phases={phases}
              span={span}
              times={times}
              focus={focus}
              thresholdSets={thresholdSets}
              axisOf={axisOf}
              titleOf={titleOf}
            />
          )}
          <Legend />
        </>
      )}
    </>
  );
}
